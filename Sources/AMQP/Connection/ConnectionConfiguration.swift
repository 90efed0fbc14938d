/// Where and how to connect.
public struct ConnectionConfiguration: Sendable {
    /// The nodes of one broker; tried in random order.
    public var urls: [BrokerURL]
    /// Shown in the broker's list of connections.
    public var name: String
    /// A silent broker is noticed after twice this long; whole seconds, at least 1.
    ///
    /// The broker may ask for less.
    /// Source of the default: RabbitMQ's guide on heartbeats; below 5 s it warns of false alarms.
    public var heartbeat: Duration
    /// The most that one attempt may take: name lookup, connection, encryption and login together.
    public var connectTimeout: Duration
    /// The most that the broker may take to answer a request.
    public var rpcTimeout: Duration
    /// How to wait between attempts.
    public var backoff: Backoff
    /// The password as it is now, asked for at each attempt to connect: it may have changed since; `nil` leaves the URL's.
    ///
    /// Called on the connection's own thread, so it must be quick.
    public var password: (@Sendable (BrokerURL) -> String?)?

    /// Makes a configuration.
    public init(
        urls: [BrokerURL],
        name: String,
        heartbeat: Duration = .seconds(10),
        connectTimeout: Duration = .seconds(10),
        rpcTimeout: Duration = .seconds(10),
        backoff: Backoff = Backoff()
    ) {
        self.urls = urls
        self.name = name
        self.heartbeat = heartbeat
        self.connectTimeout = connectTimeout
        self.rpcTimeout = rpcTimeout
        self.backoff = backoff
    }

    /// The heartbeat in the protocol's unit.
    var heartbeatSeconds: UInt16 {
        UInt16(clamping: max(1, self.heartbeat.components.seconds))
    }
}
