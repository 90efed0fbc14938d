/// A message to publish.
public final class OutboundMessage: Sendable {
    /// The exchange; empty for the default exchange, whose routing keys are queue names.
    public let exchange: String
    /// The routing key.
    public let routingKey: String
    /// Whether the broker has to send it back if no queue takes it; without this such a message is lost in silence.
    public let mandatory: Bool
    /// Its properties; set `deliveryMode` 2 where it must outlive the broker.
    public let properties: Properties
    /// Its body.
    public let body: [UInt8]

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

    /// The same message with other headers.
    public func with(headers: [Header]) -> OutboundMessage {
        var properties = self.properties
        properties.headers = headers
        return OutboundMessage(
            exchange: self.exchange,
            routingKey: self.routingKey,
            mandatory: self.mandatory,
            properties: properties,
            body: self.body
        )
    }
}

extension OutboundMessage {
    /// Why it can't be sent, `nil` if it can: the protocol's short texts hold 255 bytes.
    var fault: String? {
        if self.exchange.utf8.count > FrameWriter.shortTextLimit { return "its exchange's name is too long" }
        if self.routingKey.utf8.count > FrameWriter.shortTextLimit { return "its routing key is too long" }
        let properties = self.properties
        let isTooLong =
            Self.isTooLong(properties.contentType) || Self.isTooLong(properties.contentEncoding)
            || Self.isTooLong(properties.correlationID) || Self.isTooLong(properties.replyTo)
            || Self.isTooLong(properties.expiration) || Self.isTooLong(properties.messageID)
            || Self.isTooLong(properties.type) || Self.isTooLong(properties.userID) || Self.isTooLong(properties.appID)
        if isTooLong { return "one of its properties is longer than 255 bytes" }
        if properties.headers.contains(where: { Self.isTooLong($0.name) }) {
            return "one of its headers has a name that is too long"
        }
        return nil
    }

    private static func isTooLong(_ text: String?) -> Bool {
        text.map { $0.utf8.count > FrameWriter.shortTextLimit } ?? false
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
