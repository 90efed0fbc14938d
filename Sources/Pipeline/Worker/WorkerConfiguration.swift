public import AMQP

/// How a worker works.
public struct WorkerConfiguration: Sendable {
    /// Where the broker is.
    public var broker: ConnectionConfiguration
    /// Deliveries of one queue that are in hand and not yet acknowledged, at most: bounds the worker's memory.
    public var prefetch: UInt16 = 1_024
    /// Works in one transaction, at most.
    public var batch = 256
    /// Deliveries that go from stage to stage together, at most.
    public var parcel = 64
    /// How many of each of the pure stages run side by side.
    public var lanes = 1
    /// Failed deliveries of one message before it is set aside.
    public var deliveryLimit = 10
    /// Bytes; a larger message is refused.
    public var maximumBodySize = 16 << 20
    /// How to wait after a failure of the ledger or of a publication.
    public var backoff = Backoff(maximum: .seconds(15))
    /// How long a stop may take to finish what is in hand.
    public var drain: Duration = .seconds(25)

    /// The defaults, for one broker.
    public init(broker: ConnectionConfiguration) {
        self.broker = broker
    }
}
