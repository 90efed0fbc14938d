internal import Logging
internal import Operations

/// What a process keeps for as long as it lives, whatever workers run in it one after the other.
struct Household: Sendable {
    /// Health, metrics, and where they are served.
    let monitoring: Monitoring
    /// Where spans go; `nil`: traces are off.
    let exporter: TraceExporter?
    /// Where it is told what happens.
    let logger: Logger
    /// Where the lines of the log go, and from which level on.
    let output: LogOutput

    /// Puts it together; nothing is served or exported yet.
    init(_ settings: Settings, logger: Logger, output: LogOutput) throws(SettingError) {
        self.monitoring = try Monitoring(settings, logger: logger)
        self.exporter = try settings.traces(version: Rebated.version, logger: logger)
        self.logger = logger
        self.output = output
    }
}
