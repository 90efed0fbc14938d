import Foundation
import GRDB
public import Messages

extension SQLiteLedger {
    /// Events that are committed and not known to be published, oldest first.
    public func pendingEvents(
        after place: Int64,
        limit: Int,
        includingReturned: Bool
    ) async throws(LedgerFault) -> [OutboxEvent] {
        try await self.perform { database in
            let limit = max(limit, 0)
            var events: [OutboxEvent] = []
            // In one state of the file: meanwhile a bundle may be untied.
            try database.inTransaction(.deferred) {
                events = try SQLiteReader(database)
                    .events(
                        where: "o.place > ? AND (o.returned IS NULL OR ?) ORDER BY o.place LIMIT ?",
                        [place, includingReturned, limit]
                    )
                events += try SQLiteBundles(database: database).events(after: place, limit: limit)
                return .commit
            }
            return Array(events.sorted { $0.place < $1.place }.prefix(limit))
        }
    }

    /// Every program that anything was recorded of, by name.
    public func programs() async throws(LedgerFault) -> [ProgramRecord] {
        try await self.perform { try SQLiteReader($0).programs().map(\.record) }
    }

    /// The application as it stands.
    public func application(_ key: ApplicationKey) async throws(LedgerFault) -> ApplicationRecord? {
        try await self.perform { database in
            var reader = SQLiteReader(database)
            return try reader.applications([key]).first
        }
    }

    /// A program's applications of one status, or all, in the order of record.
    public func applications(
        of program: String,
        status: String?,
        after order: Int64,
        limit: Int
    ) async throws(LedgerFault) -> [ApplicationRecord] {
        try await self.perform { database in
            var reader = SQLiteReader(database)
            return try reader.applications(of: program, status: status, after: order, limit: limit)
        }
    }

    /// The tasks of an application, of all its revisions, in the order of their ids.
    public func tasks(of key: ApplicationKey) async throws(LedgerFault) -> [TaskRecord] {
        try await self.perform { try SQLiteReader($0).tasks(of: key) }
    }

    /// The task of that id, whatever its state.
    public func task(_ id: String) async throws(LedgerFault) -> TaskRecord? {
        try await self.perform { try SQLiteReader($0).tasks(ids: [id]).first }
    }

    /// Tasks that wait for a reviewer, those that are due first at the front, then by id.
    public func openTasks(
        of program: String?,
        kind: String?,
        offset: Int,
        limit: Int
    ) async throws(LedgerFault) -> [TaskRecord] {
        try await self.perform { database in
            try SQLiteReader(database).openTasks(of: program, kind: kind, offset: offset, limit: limit)
        }
    }

    /// All decisions on an application, in the order in which they were made.
    public func history(of key: ApplicationKey) async throws(LedgerFault) -> [DecisionRecord] {
        try await self.perform { try SQLiteReader($0).history(of: key) }
    }

    /// Whole cents of each of these balances, 0 for those that do not exist.
    public func balances(_ keys: Set<BalanceKey>) async throws(LedgerFault) -> [BalanceKey: Int64] {
        try await self.perform { try SQLiteReader($0).balances(keys) }
    }

    /// The journal of a balance, in the order of record.
    public func entries(of key: BalanceKey) async throws(LedgerFault) -> [EntryRecord] {
        try await self.perform { try SQLiteReader($0).entries(of: key) }
    }

    /// All that was entered for one customer, dwelling or program, in the order of record.
    public func entries(scope: String?, key: String) async throws(LedgerFault) -> [EntryRecord] {
        try await self.perform { try SQLiteReader($0).entries(scope: scope, key: key) }
    }

    /// The links of a program's journal, in order.
    public func journal(
        of program: String,
        after sequence: Int64,
        limit: Int
    ) async throws(LedgerFault) -> [JournalLink] {
        try await self.perform { try SQLiteReader($0).journal(of: program, after: sequence, limit: limit) }
    }

    /// Every edition that a decision rests on.
    public func editions() async throws(LedgerFault) -> [EditionRecord] {
        try await self.perform { try SQLiteReader($0).editions() }
    }

    /// The rulebook edition of that digest, if a decision rests on it.
    public func edition(digest: String) async throws(LedgerFault) -> EditionRecord? {
        try await self.perform { try SQLiteReader($0).edition(digest: digest) }
    }

    /// What a running ledger is watched by.
    public func figures() async throws(LedgerFault) -> LedgerFigures {
        try await self.perform { try SQLiteReader($0).figures() }
    }

    /// How full the ledger is.
    public func counts() async throws(LedgerFault) -> LedgerCounts {
        try await self.perform { try SQLiteReader($0).counts() }
    }

    /// Where it is and which schema it has.
    public func status() async throws(LedgerFault) -> LedgerStatus {
        try await self.perform { database in
            let sql = "SELECT sqlite_version(), page_count * page_size FROM pragma_page_count, pragma_page_size"
            let row = try Row.fetchOne(database, sql: sql)
            return LedgerStatus(
                engine: "SQLite \(row?[0] ?? "")",
                location: self.path,
                schema: try SQLiteMigration.version(database, path: self.path),
                latestSchema: SQLiteMigration.latest,
                size: row?[1]
            )
        }
    }

    /// Checks that the file agrees with itself; see ``Ledger/audit()``.
    ///
    /// Sees one state of the ledger; other processes go on meanwhile.
    public func audit() async throws(LedgerFault) -> [String] {
        try await self.perform { try SQLiteAudit.problems($0) }
    }

    /// Runs SQL as it stands; for tests that bring faults about.
    package func execute(_ sql: String) async throws(LedgerFault) {
        try await self.perform { try $0.execute(sql: sql) }
    }

    /// How far a commit is written through: 2 for FULL.
    ///
    /// For tests.
    package func synchronous() async throws(LedgerFault) -> Int? {
        try await self.perform { try Int.fetchOne($0, sql: "PRAGMA synchronous") }
    }
}
