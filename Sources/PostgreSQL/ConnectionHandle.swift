internal import CPostgreSQL
internal import Glibc

/// libpq's connection; closed when it goes out of use.
///
/// Not to be used from two threads at once.
@safe
final class ConnectionHandle {
    /// `PGconn *`, valid for the life of this object.
    @unsafe let pointer: OpaquePointer

    /// Connects.
    ///
    /// Blocks for as long as each host of the address may take, no longer.
    ///
    /// libpq's blocking function is used because it alone goes on to the next host when one doesn't answer in time.
    ///
    /// - Throws: ``PostgreSQLError`` with code `connectFailed`.
    init(to address: ServerAddress, options: ConnectionOptions) throws(PostgreSQLError) {
        let timeout = Self.connectTimeout(address, options)
        // A later value takes the place of an earlier one, also of one in the address, which libpq expands.
        let pairs = [
            ("fallback_application_name", options.applicationName),
            ("dbname", address.text),
            ("connect_timeout", String(timeout)),
            ("client_encoding", "UTF8"),
        ]
        let pointer: OpaquePointer? = unsafe Self.withStrings(pairs.map(\.0)) { names in
            unsafe Self.withStrings(pairs.map(\.1)) { values in
                unsafe PQconnectdbParams(names, values, 1)
            }
        }
        guard let pointer = unsafe pointer else {
            throw PostgreSQLError(.connectFailed, "there is no memory for a connection")
        }
        // Owned from here on, so that a failure below closes it.
        unsafe self.pointer = pointer
        guard unsafe PQstatus(pointer) == CONNECTION_OK else {
            throw unsafe PostgreSQLError(
                .connectFailed,
                connection: pointer,
                "no connection to PostgreSQL could be made"
            )
        }
        // Without it warnings are written to standard error.
        _ = unsafe PQsetNoticeReceiver(pointer, { _, _ in }, nil)
        guard unsafe PQsetnonblocking(pointer, 1) == 0, unsafe PQenterPipelineMode(pointer) == 1 else {
            throw unsafe PostgreSQLError(
                .connectFailed,
                connection: pointer,
                "the connection can't be made non-blocking"
            )
        }
        KeepAlive(options).apply(to: self)
    }

    deinit {
        unsafe PQfinish(self.pointer)
    }

    /// The option's value in use, wherever it came from; `nil` if there is none.
    func option(_ name: String) -> String? {
        let list = unsafe PQconninfo(self.pointer)
        defer { unsafe PQconninfoFree(list) }
        guard var next = unsafe list else { return nil }
        while let keyword = unsafe next.pointee.keyword {
            if unsafe strcmp(keyword, name) == 0 {
                guard let value = unsafe next.pointee.val, unsafe value.pointee != 0 else { return nil }
                return unsafe String(cString: value)
            }
            unsafe next += 1
        }
        return nil
    }

    /// Ends the connection at once, whatever is under way, without waiting for the server.
    func cut() {
        let descriptor = unsafe PQsocket(self.pointer)
        if descriptor >= 0 { shutdown(descriptor, Int32(SHUT_RDWR)) }
    }

    /// Whole seconds; libpq takes 0 for "for ever", which we never want, and 1 for 2.
    private static func connectTimeout(_ address: ServerAddress, _ options: ConnectionOptions) -> Int64 {
        let general = unsafe getenv("PGCONNECT_TIMEOUT").map { unsafe String(cString: $0) }
        let wanted = (address.option("connect_timeout") ?? general).flatMap { Int64($0) } ?? 0
        return wanted > 0 ? min(wanted, 3_600) : max(options.connectTimeout.components.seconds, 2)
    }

    /// Lends the strings as C has a list of them: with a null at its end.
    private static func withStrings<Result>(
        _ strings: [String],
        _ body: (UnsafePointer<UnsafePointer<CChar>?>) -> Result?
    ) -> Result? {
        let copies = unsafe strings.map { unsafe strdup($0) }
        defer { unsafe copies.forEach { unsafe free($0) } }
        let list = unsafe copies.map { unsafe UnsafePointer<CChar>($0) } + [nil]
        return unsafe list.withUnsafeBufferPointer { buffer in
            unsafe buffer.baseAddress.flatMap { unsafe body($0) }
        }
    }
}
