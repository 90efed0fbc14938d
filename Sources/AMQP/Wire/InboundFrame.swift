/// One frame from the broker, copied out of the library's memory.
enum InboundFrame: Sendable, Equatable {
    case heartbeat
    case method(channel: UInt16, InboundMethod)
    indirect case header(channel: UInt16, bodySize: UInt64, Properties)
    case body(channel: UInt16, [UInt8])
}
