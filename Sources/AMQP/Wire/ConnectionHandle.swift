internal import CRabbitMQ

/// One `amqp_connection_state_t`: lives inside one ``Link``, is never copied, is freed once.
///
/// The library reads frames here, from bytes that ``Link`` received (`amqp_handle_input`); it never touches the socket.
/// Its own calls for that have no time limit where it matters (publishing, closing), lose half-written frames, and
/// can't be interrupted; without them these faults can't happen.
@safe struct ConnectionHandle: ~Copyable {
    private let state: amqp_connection_state_t
    private var isBetweenFrames = true

    /// Makes a decoder for one connection.
    ///
    /// - Throws: ``AMQPError`` if there is no memory.
    init() throws(AMQPError) {
        guard let state = unsafe amqp_new_connection() else {
            throw AMQPError(.connectFailed, "no memory for a connection")
        }
        unsafe self.state = state
    }

    deinit {
        // Sends nothing: the library has no socket. Its result is that of closing one.
        _ = unsafe amqp_destroy_connection(self.state)
    }

    /// Takes over what was agreed at login.
    ///
    /// - Throws: ``AMQPError`` with code `protocolViolation` if the broker went on talking without an answer; in the
    ///   middle of a frame the library would abort the process.
    func tune(channelMax: UInt16, frameMax: Int) throws(AMQPError) {
        guard self.isBetweenFrames else {
            throw AMQPError(.protocolViolation, "the broker didn't wait for an answer to its tuning")
        }
        // Heartbeat 0: the library's timer stays off, the link keeps its own.
        let status = unsafe amqp_tune_connection(self.state, Int32(channelMax), Int32(clamping: frameMax), 0)
        guard status == 0 else { throw Self.error(status) }
    }

    /// Reads all frames that these bytes complete; the beginning of a further one is kept for the next call.
    ///
    /// - Parameters:
    ///   - bytes: What was received.
    ///   - count: How many of the bytes count.
    ///   - frames: Receives the frames; those before a fault stand in it also when this throws.
    /// - Throws: ``AMQPError`` with code `protocolViolation`; the connection can't be used any more.
    mutating func decode(_ bytes: [UInt8], count: Int, into frames: inout [InboundFrame]) throws(AMQPError) {
        var offset = 0
        let end = min(count, bytes.count)
        while offset < end {
            var frame = unsafe amqp_frame_t()
            let consumed = unsafe bytes.withUnsafeBytes { bytes in
                unsafe amqp_handle_input(
                    self.state,
                    amqp_bytes_t(
                        len: end - offset,
                        // The library only reads from it; its type has no const form.
                        bytes: UnsafeMutableRawPointer(mutating: bytes.baseAddress?.advanced(by: offset))
                    ),
                    &frame
                )
            }
            guard consumed > 0 else { throw Self.error(consumed) }
            offset += Int(consumed)
            self.isBetweenFrames = unsafe frame.frame_type != 0
            if self.isBetweenFrames, let decoded = unsafe Self.copy(&frame) {
                frames.append(decoded)
            }
            // Frames lie in pools until they are released, which the library does only between frames.
            if self.isBetweenFrames { unsafe amqp_maybe_release_buffers(self.state) }
        }
    }

    private static func copy(_ frame: inout amqp_frame_t) -> InboundFrame? {
        let channel = unsafe frame.channel
        switch unsafe Int32(frame.frame_type) {
        case AMQP_FRAME_METHOD:
            let id = unsafe rb_frame_method_id(&frame)
            guard let decoded = unsafe rb_frame_method(&frame) else { return .method(channel: channel, .other(id)) }
            return .method(channel: channel, unsafe InboundMethod(id: id, decoded: decoded))
        case AMQP_FRAME_HEADER:
            guard let properties = unsafe rb_frame_basic_properties(&frame) else { return nil }
            let size = unsafe rb_frame_body_size(&frame)
            return .header(channel: channel, bodySize: size, unsafe Properties(copying: properties.pointee))
        case AMQP_FRAME_BODY:
            return .body(channel: channel, unsafe [UInt8](copying: rb_frame_body(&frame)))
        case AMQP_FRAME_HEARTBEAT:
            return .heartbeat
        default:
            return nil
        }
    }

    private static func error(_ status: Int32) -> AMQPError {
        let text = unsafe String(cString: amqp_error_string2(status))
        return AMQPError(.protocolViolation, "the broker sent what can't be read: \(text)")
    }
}
