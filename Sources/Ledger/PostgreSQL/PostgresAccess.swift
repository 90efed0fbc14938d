import PostgreSQL

/// Gives the session of a lane, and a new one when that is lost.
final class PostgresAccess {
    private let open: @Sendable () throws -> PostgresSession
    private var present: PostgresSession?

    init(open: @escaping @Sendable () throws -> PostgresSession) {
        self.open = open
    }

    /// Whether there is a session, which may have been lost without a word.
    var isConnected: Bool { self.present?.connection.isUsable ?? false }

    /// A session without a transaction under way.
    func session() throws -> PostgresSession {
        self.present?.rollBack()
        if let present = self.present, present.connection.isUsable { return present }
        self.drop()
        let session = try self.open()
        self.present = session
        return session
    }

    /// Ends the session, so that its slot is free when this returns: the server takes a moment to see that a
    /// connection is gone.
    func end() {
        if self.isConnected {
            // What can't be told to the server now, it finds out by itself.
            _ = try? self.present?.connection.run(Command("SELECT pg_advisory_unlock_all()::text"), within: .seconds(2))
        }
        self.drop()
    }

    /// Gives the session up.
    func drop() {
        self.present?.connection.close()
        self.present = nil
    }
}
