/// Where health and metrics are served, and within which bounds.
public struct HealthSiteConfiguration: Sendable, Equatable {
    /// The address to listen on.
    public var host: String
    /// The port; 0 for one that is free.
    public var port: Int
    /// The last of the ports that are tried if the first is taken; the same for no other.
    public var lastPort: Int
    /// The most connections at once; more wait.
    public var connections = 32
    /// The most bytes of all header fields of a request.
    public var headerBytes = 8 << 10
    /// After how many seconds without anything a connection is closed.
    public var idleSeconds: Int64 = 15

    /// A place with the usual bounds.
    public init(host: String, port: Int, lastPort: Int? = nil) {
        self.host = host
        self.port = port
        self.lastPort = lastPort ?? port
    }
}
