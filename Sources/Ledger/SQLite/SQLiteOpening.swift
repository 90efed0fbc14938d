import GRDB
import Glibc
import SQLite

/// How a ledger's file is opened.
enum SQLiteOpening {
    /// Opens the file, or a database in memory for `nil`, and brings its schema up to date, if not to read only.
    static func open(_ path: String?, settings: SQLiteSettings, role: LedgerRole) throws -> DatabaseQueue {
        Library.keepNoStatistics()
        if let path, role == .reader {
            guard let schema = try self.schema(path) else {
                throw LedgerFault(.missing, "there is no ledger \(path): look at its name, or start a worker with it")
            }
            guard schema.version == schema.latest else {
                throw LedgerFault(
                    .schema,
                    "the ledger \(path) has schema \(schema.version), and this program works with \(schema.latest): "
                        + "bring it up to date with `rebated ledger migrate`"
                )
            }
        }
        var configuration = Configuration()
        configuration.label = "rebated.ledger"
        configuration.busyMode = .callback(self.waiter(for: settings.busyTimeout))
        // Else GRDB would trap where a rollback fails, on a disk that fails; `SQLiteLedger` takes care of what is left.
        configuration.allowsUnsafeTransactions = true
        // Rows that refer to each other are written in one transaction, and `ledger verify` looks at all of them; asking
        // at each of an application's rows would cost more than an index.
        configuration.foreignKeysEnabled = false
        configuration.prepareDatabase { database in
            guard let path else { return }
            // Before the first table: the size can't be changed later.
            try database.execute(sql: "PRAGMA page_size = \(settings.pageSize)")
            // Before anything is changed: what is not ours stays as it is.
            _ = try SQLiteMigration.version(database, path: path)
            try self.enterWAL(database, within: settings.busyTimeout)
            // Debian's SQLite would overwrite what is deleted with zeros. Only the outbox is deleted from, whose decisions and
            // applications stay in the ledger: it would hide nothing.
            // Whoever is no worker leaves the log to the workers, whose copies keep out of each other's way.
            try database.execute(
                sql: """
                    PRAGMA synchronous = FULL;
                    PRAGMA secure_delete = OFF;
                    PRAGMA cache_size = -\(settings.cacheKiB);
                    PRAGMA wal_autocheckpoint = \(role == .worker ? settings.checkpointPages : settings.logPages);
                    PRAGMA journal_size_limit = 67108864;
                    """
            )
            if role == .reader { try database.execute(sql: "PRAGMA query_only = ON") }
        }
        let queue =
            try path.map { try DatabaseQueue(path: $0, configuration: configuration) }
            ?? DatabaseQueue(configuration: configuration)
        guard role != .reader else { return queue }
        try queue.writeWithoutTransaction { database in
            try SQLiteMigration.migrate(database, path: path ?? "in memory")
        }
        return queue
    }

    /// The schema of the file at `path`; `nil` if there is none.
    static func schema(_ path: String) throws(LedgerFault) -> LedgerSchema? {
        var status = stat()
        if stat(path, &status) != 0, errno == ENOENT { return nil }
        var configuration = Configuration()
        configuration.label = "rebated.ledger"
        configuration.busyMode = .timeout(10)
        do {
            let version = try DatabaseQueue(path: path, configuration: configuration)
                .writeWithoutTransaction { try SQLiteMigration.version($0, path: path) }
            // An empty file is one that somebody is about to fill, or was.
            return version == 0 ? nil : LedgerSchema(version: version, latest: SQLiteMigration.latest)
        } catch {
            throw LedgerFault(error, path: path)
        }
    }

    /// Switches to write-ahead logging, which lasts for the file's life.
    ///
    /// SQLite does not ask the busy handler here, so two processes that make the file at once would fail.
    private static func enterWAL(_ database: Database, within timeout: Duration) throws {
        let deadline = ContinuousClock.now + timeout
        while true {
            do {
                let mode = try String.fetchOne(database, sql: "PRAGMA journal_mode = WAL")
                guard mode == "wal" else {
                    throw LedgerFault(
                        .io,
                        "write-ahead logging can't be had here (\(mode ?? "none")): use a local disk"
                    )
                }
                return
            } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY && ContinuousClock.now < deadline
            {
                usleep(5_000)
            }
        }
    }

    /// Waits for a lock in steps of 0.2 to 5 ms.
    ///
    /// SQLite's own handler goes up to steps of 100 ms: many batches of another worker.
    private static func waiter(for timeout: Duration) -> Database.BusyCallback {
        let limit = timeout.components.seconds * 1_000_000 + timeout.components.attoseconds / 1_000_000_000_000
        return { tries in
            // The sum of the steps up to this try; they grow by 0.2 ms each, until 5 ms.
            let growing = Int64(min(tries, 25))
            let waited = 100 * growing * (growing + 1) + 5_000 * Int64(max(tries - 25, 0))
            guard waited < limit else { return false }
            usleep(UInt32(min(tries + 1, 25)) * 200)
            return true
        }
    }
}
