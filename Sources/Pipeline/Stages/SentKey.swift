internal import AMQP
internal import Messages

/// The routing key that somebody chose for a message, `<kind>.<program>`: what the broker's permissions are held against.
struct SentKey: Sendable, Equatable {
    /// The key.
    let text: String
    /// The type that messages under it have.
    let type: EventType
    /// The program that it names.
    let program: String

    /// The key of a delivery; `nil` for what was put straight into the queue, whose name is the key then.
    init?(_ delivery: Delivery) {
        let words = delivery.routingKey.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard words.count == 2, let type = EventType(firstWord: words[0]) else { return nil }
        self.text = delivery.routingKey
        self.type = type
        self.program = String(words[1])
    }
}
