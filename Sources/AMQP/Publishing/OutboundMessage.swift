/// A message to publish.
public struct OutboundMessage: Sendable {
    /// The exchange; empty for the default exchange, whose routing keys are queue names.
    public var exchange: String
    /// The routing key.
    public var routingKey: String
    /// Whether the broker has to send it back if no queue takes it; without this such a message is lost in silence.
    public var mandatory: Bool
    /// Its properties; set `deliveryMode` 2 where it must outlive the broker.
    public var properties: Properties
    /// Its body.
    public var body: [UInt8]

    /// Makes a message.
    public init(
        exchange: String,
        routingKey: String,
        mandatory: Bool = true,
        properties: Properties = Properties(),
        body: [UInt8]
    ) {
        self.exchange = exchange
        self.routingKey = routingKey
        self.mandatory = mandatory
        self.properties = properties
        self.body = body
    }
}

/// What became of a published message.
public enum PublishOutcome: Sendable, Equatable {
    /// Every queue that it was routed to has it, on disk if it is persistent.
    case confirmed
    /// No queue took it; the broker's code (312 for no route) and words.
    case returned(code: UInt16, text: String)
    /// A queue refused it, full for instance (`basic.nack`).
    case refused
    /// Not known: connection lost, no answer in time, blocked or stopped. It may or may not have been published.
    case unsettled(AMQPError)
}
