/// One queue to consume from.
public struct Subscription: Sendable, Hashable {
    /// The queue.
    public var queue: String
    /// The most deliveries that may await their ack at once, at least 1; the back-pressure of all that follows.
    public var prefetch: UInt16
    /// The name of this consumer in the broker's list; empty lets the broker choose.
    public var consumerTag: String
    /// Bytes; a larger body is dropped while it arrives, and the delivery says so (``Delivery/isTruncated``).
    public var maximumBodySize: Int

    /// Names a queue to consume from.
    ///
    /// Source of the prefetch's default: RabbitMQ's guide on confirms recommends 100 to 300.
    public init(
        queue: String,
        prefetch: UInt16 = 256,
        consumerTag: String = "",
        maximumBodySize: Int = 128 << 20
    ) {
        self.queue = queue
        self.prefetch = max(prefetch, 1)
        self.consumerTag = consumerTag
        self.maximumBodySize = maximumBodySize
    }
}
