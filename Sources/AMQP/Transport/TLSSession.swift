internal import COpenSSL
internal import Glibc

/// The encryption of one connection, as a filter between bytes: it never touches a socket.
///
/// librabbitmq's own TLS socket can't be interrupted while it connects, doesn't match numeric hosts, and keeps its
/// session to itself, so that publishing would be bound to calls without a time limit. As a filter, encrypted
/// connections share all code with plain ones. librabbitmq depends on OpenSSL, so nothing more has to be installed.
@safe struct TLSSession: ~Copyable {
    private let session: OpaquePointer
    /// What has arrived; belongs to the session.
    private let incoming: OpaquePointer
    /// What is to be sent; belongs to the session.
    private let outgoing: OpaquePointer
    private var isEstablished = false

    /// Prepares a session.
    ///
    /// - Parameters:
    ///   - options: What to trust and what to show.
    ///   - host: Name or number of the host; checked unless the options name another or turn that off.
    /// - Throws: ``AMQPError`` with code `tlsFailed` that says which file or setting is at fault.
    static func make(_ options: TLSOptions, host: String) throws(AMQPError) -> TLSSession {
        let context = try TLSContext.make(options)
        guard let session = unsafe SSL_new(context.pointer), let incoming = unsafe BIO_new(BIO_s_mem()),
            let outgoing = unsafe BIO_new(BIO_s_mem())
        else {
            throw TLSContext.failure("no memory for an encrypted connection")
        }
        unsafe SSL_set_bio(session, incoming, outgoing)
        unsafe SSL_set_connect_state(session)
        // Owned from here on, so that a failure below frees it.
        let result = unsafe TLSSession(session: session, incoming: incoming, outgoing: outgoing)

        let name = options.serverName ?? host
        let isNumeric = (try? SocketAddress.lookUp(host: name, port: 1, numericOnly: true)) != nil
        if !isNumeric, unsafe rb_ssl_set_server_name(session, name) != 1 {
            throw TLSContext.failure("the server name '\(name)' can't be used")
        }
        if options.verifiesPeer {
            let parameters = unsafe SSL_get0_param(session)
            unsafe X509_VERIFY_PARAM_set_hostflags(parameters, UInt32(X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS))
            let status =
                isNumeric
                ? unsafe X509_VERIFY_PARAM_set1_ip_asc(parameters, name)
                : unsafe X509_VERIFY_PARAM_set1_host(parameters, name, 0)
            guard status == 1 else { throw TLSContext.failure("the server name '\(name)' can't be checked") }
        }
        return result
    }

    private init(session: OpaquePointer, incoming: OpaquePointer, outgoing: OpaquePointer) {
        unsafe self.session = session
        unsafe self.incoming = incoming
        unsafe self.outgoing = outgoing
    }

    deinit {
        unsafe SSL_free(self.session)
    }

    /// Takes bytes that arrived on the socket.
    mutating func received(_ bytes: [UInt8], count: Int) {
        // A memory BIO takes everything.
        _ = unsafe bytes.withUnsafeBytes { unsafe BIO_write(self.incoming, $0.baseAddress, Int32(clamping: count)) }
    }

    /// Goes on with the handshake.
    ///
    /// - Returns: Whether it is done.
    /// - Throws: ``AMQPError`` with code `tlsFailed`.
    mutating func handshake() throws(AMQPError) -> Bool {
        if self.isEstablished { return true }
        ERR_clear_error()
        let status = unsafe SSL_do_handshake(self.session)
        if status == 1 {
            self.isEstablished = true
        } else if unsafe SSL_get_error(self.session, status) != SSL_ERROR_WANT_READ {
            throw self.handshakeFailure()
        }
        return self.isEstablished
    }

    /// Decrypts into the start of the buffer.
    ///
    /// - Returns: How many bytes; 0 if more has to arrive first.
    /// - Throws: ``AMQPError`` when the other side has ended the session or broke it.
    mutating func read(into buffer: inout [UInt8]) throws(AMQPError) -> Int {
        ERR_clear_error()
        let capacity = Int32(clamping: buffer.count)
        let count = unsafe buffer.withUnsafeMutableBytes { unsafe SSL_read(self.session, $0.baseAddress, capacity) }
        if count > 0 { return Int(count) }
        switch unsafe SSL_get_error(self.session, count) {
        case SSL_ERROR_WANT_READ, SSL_ERROR_WANT_WRITE: return 0
        case SSL_ERROR_ZERO_RETURN:
            throw AMQPError(.connectionLost, "the broker ended the encrypted connection")
        default: throw TLSContext.failure("the encrypted connection broke")
        }
    }

    /// Encrypts all of the bytes from `start` on.
    mutating func write(_ bytes: [UInt8], from start: Int) throws(AMQPError) -> Int {
        guard start < bytes.count else { return 0 }
        ERR_clear_error()
        let count = unsafe bytes.withUnsafeBytes { raw in
            let rest = unsafe UnsafeRawBufferPointer(rebasing: raw[start...])
            return unsafe SSL_write(self.session, rest.baseAddress, Int32(clamping: rest.count))
        }
        if count > 0 { return Int(count) }
        switch unsafe SSL_get_error(self.session, count) {
        case SSL_ERROR_WANT_READ, SSL_ERROR_WANT_WRITE: return 0
        default: throw TLSContext.failure("the encrypted connection broke")
        }
    }

    /// Moves encrypted bytes to the end of `writer`.
    mutating func takeOutgoing(into writer: inout FrameWriter) {
        var chunk = [UInt8](repeating: 0, count: 16 << 10)
        while true {
            let count = unsafe chunk.withUnsafeMutableBytes {
                unsafe BIO_read(self.outgoing, $0.baseAddress, Int32($0.count))
            }
            guard count > 0 else { return }
            writer.append(chunk[..<Int(count)])
        }
    }

    /// What was agreed on, and until when the other side's certificate is good.
    mutating func facts() -> ConnectionFacts.Encryption {
        let version = unsafe String(cString: SSL_get_version(self.session))
        guard let certificate = unsafe SSL_get1_peer_certificate(self.session) else {
            return ConnectionFacts.Encryption(version: version, certificateEnd: nil)
        }
        defer { unsafe X509_free(certificate) }
        var parts = unsafe tm()
        guard unsafe ASN1_TIME_to_tm(X509_get0_notAfter(certificate), &parts) == 1 else {
            return ConnectionFacts.Encryption(version: version, certificateEnd: nil)
        }
        return unsafe ConnectionFacts.Encryption(version: version, certificateEnd: Int64(timegm(&parts)))
    }

    private func handshakeFailure() -> AMQPError {
        let verdict = unsafe SSL_get_verify_result(self.session)
        guard verdict != X509_V_OK else { return TLSContext.failure("no encrypted connection could be agreed on") }
        let reason = unsafe String(cString: X509_verify_cert_error_string(verdict))
        return AMQPError(.tlsFailed, "the broker's certificate is not accepted: \(reason)")
    }
}
