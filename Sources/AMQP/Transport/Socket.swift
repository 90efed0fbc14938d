internal import Glibc

/// A TCP socket that never blocks; closed when it goes out of use.
struct Socket: ~Copyable {
    let descriptor: Int32

    /// Begins to connect; the socket becomes writable when that has ended, one way or the other.
    ///
    /// - Throws: ``AMQPError`` with code `connectFailed`.
    static func connecting(to address: SocketAddress) throws(AMQPError) -> Socket {
        let type = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
        let descriptor = socket(address.family, type, 0)
        guard descriptor >= 0 else {
            throw AMQPError(.connectFailed, "no socket: \(SystemError.last)")
        }
        // Owned from here on, so that a failure below closes it.
        let result = Socket(adopting: descriptor)
        var one: Int32 = 1
        let size = socklen_t(MemoryLayout<Int32>.size)
        unsafe setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &one, size)
        unsafe setsockopt(descriptor, SOL_SOCKET, SO_KEEPALIVE, &one, size)
        let status = unsafe address.bytes.withUnsafeBytes { raw in
            guard let base = raw.baseAddress else { return Int32(-1) }
            return unsafe connect(descriptor, base.assumingMemoryBound(to: sockaddr.self), socklen_t(raw.count))
        }
        guard status == 0 || errno == EINPROGRESS || errno == EINTR else {
            throw AMQPError(.connectFailed, "\(SystemError.last)")
        }
        return result
    }

    private init(adopting descriptor: Int32) { self.descriptor = descriptor }

    deinit {
        close(self.descriptor)
    }

    /// Why connecting failed; `nil` if it succeeded.
    var connectError: SystemError? {
        var number: Int32 = 0
        var size = socklen_t(MemoryLayout<Int32>.size)
        let status = unsafe getsockopt(self.descriptor, SOL_SOCKET, SO_ERROR, &number, &size)
        if status != 0 { return .last }
        return number == 0 ? nil : SystemError(number: number)
    }

    /// Takes what has arrived.
    ///
    /// - Returns: How many bytes were put at the start of the buffer; 0 if nothing is there yet.
    /// - Throws: ``AMQPError`` with code `connectionLost`, also when the other side has ended the connection.
    borrowing func receive(into buffer: inout [UInt8]) throws(AMQPError) -> Int {
        let capacity = buffer.count
        let count = unsafe buffer.withUnsafeMutableBytes { bytes in
            unsafe recv(self.descriptor, bytes.baseAddress, capacity, 0)
        }
        if count > 0 { return count }
        if count == 0 { throw AMQPError(.connectionLost, "the broker ended the connection without a word") }
        if errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR { return 0 }
        throw AMQPError(.connectionLost, "the connection broke: \(SystemError.last)")
    }

    /// Hands over as much as the system takes now.
    ///
    /// - Returns: How many bytes it took; 0 if none.
    /// - Throws: ``AMQPError`` with code `connectionLost`.
    borrowing func send(_ bytes: [UInt8], from start: Int) throws(AMQPError) -> Int {
        let count = unsafe bytes.withUnsafeBytes { raw in
            let rest = unsafe UnsafeRawBufferPointer(rebasing: raw[start...])
            return unsafe Glibc.send(self.descriptor, rest.baseAddress, rest.count, Int32(MSG_NOSIGNAL))
        }
        if count >= 0 { return count }
        if errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR { return 0 }
        throw AMQPError(.connectionLost, "the connection broke: \(SystemError.last)")
    }
}
