import GRDB
import SQLite

/// Gives the session of a ledger's file.
final class SQLiteAccess {
    private let connection: DatabaseQueue
    private let settings: SQLiteSettings
    private var present: SQLiteSession?
    /// Who copies the write-ahead log; `nil` where SQLite does so itself.
    private let checkpointer: SQLiteCheckpointer?
    private var log: LogLength?
    /// How long the log was when it was last to be copied.
    private var asked = 0

    init(_ connection: DatabaseQueue, settings: SQLiteSettings, checkpointer: SQLiteCheckpointer?) {
        self.connection = connection
        self.settings = settings
        self.checkpointer = checkpointer
    }

    /// Does the work in a session without a transaction under way.
    func perform<Value>(_ work: (SQLiteSession) throws -> Value) throws -> Value {
        try self.connection.writeWithoutTransaction { database in
            if database.isInsideTransaction { try database.rollback() }
            let session = self.present ?? SQLiteSession(database)
            self.present = session
            if self.log == nil, self.checkpointer != nil {
                self.log = database.sqliteConnection.map { unsafe LogLength(of: $0) }
            }
            do {
                let value = try work(session)
                self.copyLog()
                return value
            } catch {
                // Its statements may have failed, and rows may wait in it that were never to be written.
                self.present = nil
                throw error
            }
        }
    }

    private func copyLog() {
        guard let checkpointer, let pages = self.log?.pages else { return }
        switch SQLiteCheckpointer.step(pages: pages, asked: self.asked, settings: self.settings) {
        case .nothing: return
        case .begin: checkpointer.begin(pages: pages)
        case .finish: checkpointer.finish()
        }
        self.asked = pages
    }

    /// Closes the file.
    func close() {
        self.checkpointer?.close()
        // Its statements would keep the file open.
        self.present = nil
        // Fails only if it is closed already.
        try? self.connection.close()
    }
}
