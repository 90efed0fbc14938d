/// A message that the broker handed to this consumer and that awaits its ack.
///
/// One object from the connection to the ack: it never changes, and is handed on by reference.
public final class Delivery: Sendable {
    /// The queue that it came from.
    public let queue: String
    /// The exchange that it was published to; empty for the default exchange.
    public let exchange: String
    /// The routing key that it was published with.
    public let routingKey: String
    /// Whether it was handed out before, to whomever.
    public let redelivered: Bool
    /// Its properties.
    public let properties: Properties
    /// Its body; empty if ``isTruncated``.
    public let body: [UInt8]
    /// The size of the body as it was sent; differs from `body.count` only if ``isTruncated``.
    public let bodySize: UInt64
    /// What to hand to ``Consumer/acknowledge(_:)``.
    public let receipt: Receipt

    /// Makes a delivery; tests use it to play a broker.
    public init(
        queue: String,
        exchange: String = "",
        routingKey: String = "",
        redelivered: Bool = false,
        properties: Properties = Properties(),
        body: [UInt8],
        bodySize: UInt64? = nil,
        receipt: Receipt
    ) {
        self.queue = queue
        self.exchange = exchange
        self.routingKey = routingKey
        self.redelivered = redelivered
        self.properties = properties
        self.body = body
        self.bodySize = bodySize ?? UInt64(body.count)
        self.receipt = receipt
    }

    /// Whether the body was larger than ``Subscription/maximumBodySize`` and was therefore dropped.
    public var isTruncated: Bool { self.bodySize != UInt64(self.body.count) }

    /// How often it was handed out before without an ack (`x-delivery-count`); `nil` where the broker doesn't say, which
    /// is so for all but quorum queues, and in some versions for a first delivery.
    public var deliveryCount: Int? { self.properties[header: "x-delivery-count"]?.int }
}

/// Names one delivery; good for one ack or rejection.
public struct Receipt: Sendable, Hashable {
    /// Counts the channels that the consumer has opened; the broker's tags start anew with each.
    public let epoch: UInt64
    /// The broker's number for the delivery, from 1 on each channel.
    public let tag: UInt64

    /// Makes a receipt; tests use it to play a broker.
    public init(epoch: UInt64, tag: UInt64) {
        self.epoch = epoch
        self.tag = tag
    }
}
