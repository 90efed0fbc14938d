internal import CPostgreSQL

/// A connection to PostgreSQL, for one thread at a time: it is not `Sendable`, its owner keeps it on one queue.
///
/// Blocks while it waits, with a deadline always. It stays in libpq's pipeline mode: the commands of one
/// ``run(_:within:)`` travel together, and their results come back together. It is never used again once it is lost.
public final class Connection {
    /// Where it is connected to, as logs show it: without a password.
    public let description: String
    /// The server's process for this session.
    public let processID: Int32
    /// The server's version, such as 150018.
    public let serverVersion: Int32

    let handle: ConnectionHandle
    /// Names of prepared statements, by their SQL.
    var prepared: [String: String] = [:]
    var lastName = 0
    private var isBroken = false

    /// Connects to the first host of the address that will have us.
    ///
    /// Looking a name up may take as long as the system's resolver waits; each host after that takes no longer than the
    /// connect timeout.
    ///
    /// - Throws: ``PostgreSQLError`` with code `connectFailed`.
    public init(to address: ServerAddress, options: ConnectionOptions = ConnectionOptions()) throws(PostgreSQLError) {
        let handle = try ConnectionHandle(to: address, options: options)
        self.handle = handle
        self.processID = unsafe PQbackendPID(handle.pointer)
        self.serverVersion = unsafe PQserverVersion(handle.pointer)
        self.description = unsafe Self.description(of: handle.pointer)
    }

    /// Whether it can be used: nothing that was seen so far ended it.
    public var isUsable: Bool { !self.isBroken && self.status == CONNECTION_OK }

    /// Whether what is sent and received is encrypted by TLS.
    public var isEncrypted: Bool { unsafe PQsslInUse(self.handle.pointer) == 1 }

    /// Whether the session is within a transaction, be it a failed one.
    public var isInTransaction: Bool {
        let status = unsafe PQtransactionStatus(self.handle.pointer)
        return status == PQTRANS_INTRANS || status == PQTRANS_INERROR
    }

    /// What the server reports by itself, such as `server_encoding`.
    public func parameter(_ name: String) -> String? {
        unsafe PQparameterStatus(self.handle.pointer, name).map { unsafe String(cString: $0) }
    }

    /// Ends the session at once; whatever is under way in it is rolled back by the server.
    public func close() {
        self.isBroken = true
        self.handle.cut()
    }

    private var status: ConnStatusType { unsafe PQstatus(self.handle.pointer) }

    private static func description(of pointer: OpaquePointer) -> String {
        let text = { (value: UnsafeMutablePointer<CChar>?) in unsafe value.map { unsafe String(cString: $0) } ?? "" }
        let (user, host) = unsafe (text(PQuser(pointer)), text(PQhost(pointer)))
        let (port, database) = unsafe (text(PQport(pointer)), text(PQdb(pointer)))
        return "postgresql://\(user)@\(host.contains(":") ? "[\(host)]" : host):\(port)/\(database)"
    }
}
