// What a worker tells of itself.
extension Setting {
    /// Where health and metrics are served.
    public static let http = Setting(
        "http",
        "ADDRESS:PORT of /live, /ready and /metrics, or off; if nobody names one and its port is taken, the next free one "
            + "up to 9479.",
        value: "address:port|off",
        default: "127.0.0.1:9464",
        change: .process
    )
    /// Where traces go.
    public static let traces = Setting(
        "traces",
        "Where spans go: off, a file for lines of OTLP/JSON, or an OTLP/HTTP collector as http://127.0.0.1:4318/v1/traces.",
        value: "off|file|url",
        default: "off",
        change: .process
    )
    /// How many traces are kept.
    public static let traceSample = Setting(
        "trace-sample",
        "The share, 0 to 1, of the traces that begin here which is kept; of others, whoever began them decides.",
        value: "share",
        default: "1.0",
        change: .process
    )
}
