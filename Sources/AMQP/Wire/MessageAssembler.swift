/// Puts a message together from its frames, which one channel carries one after another: no I/O.
///
/// Nothing is reserved for a size that was only claimed: memory grows with what arrives.
struct MessageAssembler<Head: Equatable & Sendable> {
    /// A message that has arrived whole.
    struct Message: Equatable {
        var head: Head
        var properties: Properties
        var body: [UInt8]
        /// As claimed and as received; differs from `body.count` if the body was too large to keep.
        var bodySize: UInt64
    }

    private enum State {
        /// → awaitingHeader
        case idle
        /// → awaitingBody, idle
        case awaitingHeader(Head)
        /// → idle
        case awaitingBody(Message, received: UInt64)
    }

    /// Bytes; what is larger is counted and dropped.
    private let maximumBodySize: Int
    private var state = State.idle

    init(maximumBodySize: Int) {
        self.maximumBodySize = maximumBodySize
    }

    /// The method that begins a message.
    ///
    /// - Throws: ``AMQPError`` with code `protocolViolation` in the middle of another message.
    mutating func began(_ head: Head) throws(AMQPError) {
        guard case .idle = self.state else { throw Self.violation("a message began inside another") }
        self.state = .awaitingHeader(head)
    }

    /// The header.
    ///
    /// - Returns: The message, if it has no body.
    mutating func header(bodySize: UInt64, _ properties: Properties) throws(AMQPError) -> Message? {
        guard case .awaitingHeader(let head) = self.state else { throw Self.violation("a header without its method") }
        let message = Message(head: head, properties: properties, body: [], bodySize: bodySize)
        if bodySize == 0 {
            self.state = .idle
            return message
        }
        self.state = .awaitingBody(message, received: 0)
        return nil
    }

    /// A part of the body.
    ///
    /// - Returns: The message, if this was the last part.
    mutating func body(_ part: [UInt8]) throws(AMQPError) -> Message? {
        guard case .awaitingBody(var message, var received) = self.state else {
            throw Self.violation("a body without its header")
        }
        // The body must be held only once while it grows, or each part would copy all before it.
        self.state = .idle
        received += UInt64(part.count)
        guard received <= message.bodySize else { throw Self.violation("a body longer than it was said to be") }
        if message.bodySize <= UInt64(clamping: self.maximumBodySize) {
            if message.body.isEmpty { message.body = part } else { message.body.append(contentsOf: part) }
        }
        if received == message.bodySize { return message }
        self.state = .awaitingBody(message, received: received)
        return nil
    }

    private static func violation(_ what: String) -> AMQPError {
        AMQPError(.protocolViolation, "the broker sent \(what)")
    }
}
