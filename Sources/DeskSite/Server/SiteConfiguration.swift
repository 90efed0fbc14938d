/// Where the site is served and within which bounds.
public struct SiteConfiguration: Sendable {
    /// The address to listen on.
    public var host: String
    /// The port; 0 for one that is free.
    public var port: Int
    /// The most connections at once.
    public var connections = 256
    /// The most bytes of all header fields of a request.
    public var headerBytes = 16 << 10
    /// After how many seconds without anything a connection is closed.
    public var idleSeconds: Int64 = 30
    /// How long a body may take to come.
    public var bodyTime: Duration = .seconds(15)

    /// A configuration with the usual bounds.
    public init(host: String = "127.0.0.1", port: Int = 8025) {
        self.host = host
        self.port = port
    }

    /// Whether only this machine can reach it.
    public var isLoopback: Bool {
        self.host == "localhost" || self.host == "::1" || self.host.hasPrefix("127.")
    }
}
