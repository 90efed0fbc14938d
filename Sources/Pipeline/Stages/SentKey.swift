internal import AMQP
internal import Messages

/// The routing key that somebody chose for a message, `<kind>.<program>`: what the broker's permissions are held against.
struct SentKey: Sendable, Equatable {
    /// The key.
    let text: String
    /// The type that messages under it have.
    let type: EventType
    /// The program that it names.
    let program: Substring

    /// The key of a delivery; `nil` for what was put straight into the queue, whose name is the key then.
    init?(_ delivery: Delivery) {
        let text = delivery.routingKey
        guard let dot = text.utf8.firstIndex(of: UInt8(ascii: ".")),
            let type = EventType(firstWord: text[..<dot])
        else { return nil }
        self.text = text
        self.type = type
        self.program = text[text.utf8.index(after: dot)...]
    }
}
