/// How a connection behaves, as far as its address doesn't say it.
public struct ConnectionOptions: Sendable, Hashable {
    /// What the server's list of sessions shows.
    public var applicationName = "rebated"
    /// How long one host may take to answer, unless the address or `PGCONNECT_TIMEOUT` says it.
    public var connectTimeout: Duration = .seconds(5)
    /// After which silence the system asks whether the server's machine is there.
    public var keepAliveIdle: Duration = .seconds(10)
    /// How often it asks then.
    public var keepAliveInterval: Duration = .seconds(5)
    /// After how many questions without an answer the connection is lost.
    public var keepAliveCount = 3
    /// After how long without an acknowledgement of what was sent it is lost.
    public var sendTimeout: Duration = .seconds(20)

    /// What suits a worker.
    public init() {}
}
