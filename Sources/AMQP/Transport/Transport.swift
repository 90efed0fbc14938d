/// The bytes of one connection: a socket, encryption if there is any, and what waits to be sent.
final class Transport {
    /// Frames that wait to be sent.
    var outbound = FrameWriter()
    private let socket: Socket
    private var tls: TLSSession?
    /// Encrypted bytes that wait to be sent; unused for plain connections.
    private var encrypted = FrameWriter()
    private var received: [UInt8] = []
    private var mayHoldInput = false

    init(_ socket: consuming Socket, tls: consuming TLSSession?) {
        self.socket = socket
        self.tls = tls
    }

    var descriptor: Int32 { self.socket.descriptor }

    /// Why connecting failed; `nil` if it succeeded.
    var connectError: SystemError? { self.socket.connectError }

    /// Bytes that the system hasn't taken yet.
    var unsent: Int { self.outbound.count + self.encrypted.count }

    /// Whether decrypted bytes may be there although the socket has none.
    var holdsInput: Bool { self.mayHoldInput }

    /// How it is encrypted; `nil` if it is not.
    var encryption: ConnectionFacts.Encryption? { self.tls?.facts() }

    /// Goes on with the encryption's handshake.
    ///
    /// - Returns: Whether frames can flow.
    func secure() throws(AMQPError) -> Bool {
        guard self.tls != nil else { return true }
        var isDone = try self.tls?.handshake() ?? true
        if !isDone, try self.fill() { isDone = try self.tls?.handshake() ?? true }
        self.tls?.takeOutgoing(into: &self.encrypted)
        try self.flush()
        return isDone
    }

    /// Takes what has arrived.
    ///
    /// - Returns: How many bytes stand at the start of the buffer; 0 if nothing is there.
    /// - Throws: ``AMQPError`` when the connection has ended.
    func receive(into buffer: inout [UInt8]) throws(AMQPError) -> Int {
        guard self.tls != nil else { return try self.socket.receive(into: &buffer) }
        var count = try self.tls?.read(into: &buffer) ?? 0
        if count == 0, try self.fill() { count = try self.tls?.read(into: &buffer) ?? 0 }
        self.mayHoldInput = count > 0
        return count
    }

    /// Sends as much as the system takes.
    ///
    /// - Throws: ``AMQPError`` with code `connectionLost`.
    func flush() throws(AMQPError) {
        guard self.tls != nil else { return try Self.drain(&self.outbound, to: self.socket) }
        // Encrypting only what the system takes soon keeps the rest where it can be counted.
        while true {
            try Self.drain(&self.encrypted, to: self.socket)
            guard self.encrypted.isEmpty, !self.outbound.isEmpty else { return }
            let count = try self.tls?.write(self.outbound.bytes, from: self.outbound.start) ?? 0
            guard count > 0 else { return }
            self.outbound.sent(count)
            self.tls?.takeOutgoing(into: &self.encrypted)
        }
    }

    /// Reads encrypted bytes from the socket; whether there were any.
    private func fill() throws(AMQPError) -> Bool {
        if self.received.isEmpty { self.received = [UInt8](repeating: 0, count: 64 << 10) }
        let count = try self.socket.receive(into: &self.received)
        self.tls?.received(self.received, count: count)
        return count > 0
    }

    private static func drain(_ writer: inout FrameWriter, to socket: borrowing Socket) throws(AMQPError) {
        while !writer.isEmpty {
            let count = try socket.send(writer.bytes, from: writer.start)
            guard count > 0 else { return }
            writer.sent(count)
        }
    }
}
