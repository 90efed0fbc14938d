import Glibc
import PostgreSQL

/// Whether a transaction that failed is tried again, and when.
///
/// Blocks the ledger's own queue for the pauses.
struct PostgresRetries {
    let settings: PostgresSettings
    private var conflicts = 0
    private var losses = 0
    private var doubtSince: ContinuousClock.Instant?
    private static let mostConflicts = 10

    init(settings: PostgresSettings) {
        self.settings = settings
    }

    /// The connection was lost at a commit: it is looked for what became of it, for some time.
    mutating func afterDoubt(_ error: PostgreSQLError) throws(PostgreSQLError) {
        let since = self.doubtSince ?? ContinuousClock.now
        self.doubtSince = since
        guard ContinuousClock.now - since < self.settings.doubtTimeout else { throw error }
        Self.pause(50...200)
    }

    /// Returns if the transaction is to be tried again, and throws if not.
    mutating func after(_ error: PostgreSQLError, _ access: PostgresAccess, inDoubt: Bool) throws {
        if error.isConflict {
            try access.session().rollBack()
            self.conflicts += 1
            guard self.conflicts < Self.mostConflicts else { throw error }
            return Self.pause(5...50)
        }
        if error.sqlState == "55P03" {
            // Who holds the lock may have frozen in the middle of its transaction.
            guard try PostgresEviction(settings: self.settings).run(try access.session()) else { throw error }
            self.conflicts += 1
            guard self.conflicts < Self.mostConflicts else { throw error }
            return
        }
        guard error.isConnectionLost || error.code == .connectFailed else {
            try access.session().rollBack()
            throw error
        }
        access.drop()
        if inDoubt { return try self.afterDoubt(error) }
        // A connection that was cut while it stood idle shows it only now; nothing was committed.
        self.losses += 1
        guard error.code == .connectionLost, self.losses == 1 else { throw error }
    }

    private static func pause(_ milliseconds: ClosedRange<UInt32>) {
        usleep(UInt32.random(in: milliseconds) * 1_000)
    }
}
