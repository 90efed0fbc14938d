public import AMQP
public import Messages

/// A reviewer's answer on its way to the broker.
public struct AnswerMessage: Sendable {
    /// What to publish.
    public let message: OutboundMessage
    /// Its id: what the ledger keeps of it when it is recorded.
    public let id: String
    /// The id of its trace: what a rejection of it carries on.
    public let trace: String

    /// The message of an outcome.
    ///
    /// - Parameters:
    ///   - key: The application.
    ///   - user: The connection's user, which the broker vouches for.
    ///   - now: When it is answered.
    public init(_ outcome: ReviewOutcome, key: ApplicationKey, user: String, now: Instant) {
        self.id = "review-\(Self.hexadecimal(16))"
        self.trace = Self.hexadecimal(16)
        var properties = Properties()
        properties.contentType = OutgoingEvent.contentType
        properties.deliveryMode = 2
        properties.messageID = self.id
        properties.correlationID = key.application
        properties.timestamp = UInt64(max(0, now.seconds))
        properties.type = EventType.reviewCompleted.rawValue
        properties.appID = "rebated-desk"
        properties.userID = user
        properties.headers = [Header("traceparent", .text("00-\(self.trace)-\(Self.hexadecimal(8))-01"))]
        self.message = OutboundMessage(
            exchange: Names.reviews,
            routingKey: Names.completed(key.program),
            mandatory: true,
            properties: properties,
            body: OutgoingEvent.body(
                id: self.id,
                type: .reviewCompleted,
                subject: key.application,
                time: now.description,
                data: { outcome.write(to: &$0) }
            )
        )
    }

    /// The trace id of a delivery, if it carries one.
    static func trace(of properties: Properties) -> String? {
        guard let parts = properties[header: "traceparent"]?.text?.split(separator: "-"), parts.count >= 3 else {
            return nil
        }
        return String(parts[1])
    }

    /// Random bytes in hexadecimal.
    private static func hexadecimal(_ count: Int) -> String {
        var random = SystemRandomNumberGenerator()
        var digits = ""
        for _ in 0..<count {
            let byte = UInt8.random(in: .min ... .max, using: &random)
            digits += (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }
        return digits
    }
}
