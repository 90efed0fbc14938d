import GRDB

/// Gives the session of a ledger's file.
final class SQLiteAccess {
    private let connection: DatabaseQueue
    private var present: SQLiteSession?

    init(_ connection: DatabaseQueue) {
        self.connection = connection
    }

    /// Does the work in a session without a transaction under way.
    func perform<Value>(_ work: (SQLiteSession) throws -> Value) throws -> Value {
        try self.connection.writeWithoutTransaction { database in
            if database.isInsideTransaction { try database.rollback() }
            let session = self.present ?? SQLiteSession(database)
            self.present = session
            do {
                return try work(session)
            } catch {
                // Its statements may have failed, and rows may wait in it that were never to be written.
                self.present = nil
                throw error
            }
        }
    }

    /// Closes the file.
    func close() {
        // Its statements would keep the file open.
        self.present = nil
        // Fails only if it is closed already.
        try? self.connection.close()
    }
}
