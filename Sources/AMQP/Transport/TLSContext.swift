internal import COpenSSL

/// What a ``TLSSession`` is made from: trusted authorities, own certificate, lowest version.
@safe struct TLSContext: ~Copyable {
    let pointer: OpaquePointer

    /// Reads the files that the options name.
    ///
    /// - Throws: ``AMQPError`` with code `tlsFailed` that names the file.
    static func make(_ options: TLSOptions) throws(AMQPError) -> TLSContext {
        guard let pointer = unsafe SSL_CTX_new(TLS_client_method()) else {
            throw Self.failure("no memory for an encrypted connection")
        }
        // Owned from here on, so that a failure below frees it.
        let context = unsafe TLSContext(adopting: pointer)
        ERR_clear_error()
        guard unsafe rb_ssl_require_tls12(pointer) == 1 else { throw Self.failure("TLS 1.2 is not available") }
        unsafe rb_ssl_allow_moving_buffers(pointer)
        unsafe SSL_CTX_set_verify(pointer, options.verifiesPeer ? SSL_VERIFY_PEER : SSL_VERIFY_NONE, nil)
        if let file = options.authorities {
            guard unsafe SSL_CTX_load_verify_locations(pointer, file, nil) == 1 else {
                throw Self.failure("the authorities in '\(file)' (cacertfile) can't be read")
            }
        } else if options.verifiesPeer {
            guard unsafe SSL_CTX_set_default_verify_paths(pointer) == 1 else {
                throw Self.failure("the system's authorities can't be read; name a file with cacertfile")
            }
        }
        if let certificate = options.certificate, let key = options.key {
            guard unsafe SSL_CTX_use_certificate_chain_file(pointer, certificate) == 1 else {
                throw Self.failure("the certificate in '\(certificate)' (certfile) can't be read")
            }
            // Without this callback OpenSSL would ask the terminal for the password of an encrypted key, and wait.
            unsafe SSL_CTX_set_default_passwd_cb(pointer) { _, _, _, _ in 0 }
            guard unsafe SSL_CTX_use_PrivateKey_file(pointer, key, SSL_FILETYPE_PEM) == 1,
                unsafe SSL_CTX_check_private_key(pointer) == 1
            else {
                let needed = "it must be PEM without a password and belong to '\(certificate)' (certfile)"
                throw Self.failure("the key in '\(key)' (keyfile) can't be used; \(needed)")
            }
        }
        return context
    }

    private init(adopting pointer: OpaquePointer) { unsafe self.pointer = pointer }

    deinit {
        // Sessions keep what they need of it alive.
        unsafe SSL_CTX_free(self.pointer)
    }

    /// An error with the library's own words.
    static func failure(_ what: String) -> AMQPError {
        let number = ERR_get_error()
        ERR_clear_error()
        guard number != 0, let reason = unsafe ERR_reason_error_string(number) else {
            return AMQPError(.tlsFailed, what)
        }
        return AMQPError(.tlsFailed, "\(what): \(unsafe String(cString: reason))")
    }
}
