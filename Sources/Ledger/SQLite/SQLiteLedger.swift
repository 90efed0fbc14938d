import Dispatch
import Foundation
import GRDB
public import Messages
import Synchronization

/// A ledger in one SQLite file, for several processes on one machine.
///
/// Write-ahead log, full sync: what is committed is on the disk. One transaction writes at a time; a worker waits for
/// the others. All work is done on a queue of its own, so that no thread of Swift's pool waits for the disk.
public final class SQLiteLedger: Ledger {
    /// The file's path; `in memory` for a ledger without a file.
    public let path: String

    private let database: DatabaseQueue
    private let queue = DispatchQueue(label: "rebated.ledger")
    /// Digests of the editions that the file has for certain.
    private let knownEditions = Mutex<Set<String>>([])
    private let isClosed = Mutex(false)

    /// Opens the ledger at `path`, made if it is not there, and brings its schema up to date.
    ///
    /// Blocks meanwhile.
    public init(path: String, settings: SQLiteSettings = SQLiteSettings()) throws(LedgerFault) {
        self.path = path
        do {
            self.database = try SQLiteOpening.open(path, settings: settings)
        } catch {
            throw LedgerFault(error, path: path)
        }
    }

    /// Makes an empty ledger that goes with the process.
    public init() throws(LedgerFault) {
        self.path = "in memory"
        do {
            self.database = try SQLiteOpening.open(nil, settings: SQLiteSettings())
        } catch {
            throw LedgerFault(error, path: self.path)
        }
    }

    /// Settles the plan in one immediate transaction, which is on the disk when this returns.
    public func transact<Plan: BatchPlan>(_ plan: Plan) async throws(LedgerFault) -> Plan.Outcome {
        try await self.perform { database in
            var used: Set<String> = []
            var outcome: Plan.Outcome?
            try database.inTransaction(.immediate) {
                var reader = SQLiteReader(database)
                var books = try reader.books(for: plan)
                outcome = plan.settle(&books)
                if let mistake = books.changes.mistakes.first { throw LedgerFault(.other, mistake) }
                guard !books.changes.isEmpty else { return .rollback }
                let known = self.knownEditions.withLock { $0 }
                var writer = SQLiteWriter(database, stored: reader.stored)
                try writer.write(books.changes, knownEditions: known)
                used = Set(books.changes.editions.keys)
                return .commit
            }
            if !used.isEmpty { self.knownEditions.withLock { $0.formUnion(used) } }
            guard let outcome else { throw LedgerFault(.other, "the plan was not settled") }
            return outcome
        }
    }

    /// Events that are committed and not known to be published, oldest first.
    public func pendingEvents(
        after place: Int64,
        limit: Int,
        createdBefore moment: Int64?,
        includingReturned: Bool
    ) async throws(LedgerFault) -> [OutboxEvent] {
        try await self.perform { database in
            try SQLiteReader(database)
                .pendingEvents(
                    after: place,
                    limit: limit,
                    createdBefore: moment,
                    includingReturned: includingReturned
                )
        }
    }

    /// Sets what a program has to give, in whole cents; `nil` for no budget.
    public func setBudget(program: String, cents: Int64?) async throws(LedgerFault) {
        try await self.perform { database in
            if let cents {
                let sql = "INSERT INTO budget VALUES (?, ?) ON CONFLICT (program) DO UPDATE SET cents = excluded.cents"
                try database.execute(sql: sql, arguments: [program, cents])
            } else {
                try database.execute(sql: "DELETE FROM budget WHERE program = ?", arguments: [program])
            }
        }
    }

    /// The budgets of all programs that have one, in whole cents.
    public func budgets() async throws(LedgerFault) -> [String: Int64] {
        try await self.perform { try SQLiteReader($0).budgets() }
    }

    /// Every edition that a decision rests on.
    public func editions() async throws(LedgerFault) -> [EditionRecord] {
        try await self.perform { try SQLiteReader($0).editions() }
    }

    /// The rulebook edition of that digest, if a decision rests on it.
    public func edition(digest: String) async throws(LedgerFault) -> EditionRecord? {
        try await self.perform { try SQLiteReader($0).edition(digest: digest) }
    }

    /// All decisions on an application, in the order in which they were made.
    public func history(of key: ApplicationKey) async throws(LedgerFault) -> [DecisionRecord] {
        try await self.perform { try SQLiteReader($0).history(of: key) }
    }

    /// The journal of a balance, in the order of record.
    ///
    /// Reads the whole journal.
    public func entries(of key: BalanceKey) async throws(LedgerFault) -> [EntryRecord] {
        try await self.perform { try SQLiteReader($0).entries(of: key) }
    }

    /// How full the ledger is.
    public func counts() async throws(LedgerFault) -> LedgerCounts {
        try await self.perform { try SQLiteReader($0).counts() }
    }

    /// Checks that the file agrees with itself; see ``Ledger/audit()``.
    ///
    /// Holds other writers of this process back.
    public func audit() async throws(LedgerFault) -> [String] {
        try await self.perform { try SQLiteAudit.problems($0) }
    }

    /// Closes the file, after what is in hand.
    public func close() async {
        await withCheckedContinuation { done in
            self.queue.async {
                self.isClosed.withLock { $0 = true }
                // Fails only if it is closed already.
                try? self.database.close()
                done.resume()
            }
        }
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

    /// Does the work on the ledger's queue, out of reach of the caller's cancellation.
    ///
    /// GRDB's own asynchronous functions interrupt a write when their task is cancelled (groue/GRDB.swift#1838): a
    /// commit must not be cut.
    private func perform<Value: Sendable>(
        _ work: @escaping @Sendable (Database) throws -> Value
    ) async throws(LedgerFault) -> Value {
        let result: Result<Value, LedgerFault> = await withCheckedContinuation { done in
            self.queue.async {
                do {
                    if self.isClosed.withLock({ $0 }) {
                        throw LedgerFault(.closed, "the ledger \(self.path) was closed")
                    }
                    let value = try self.database.writeWithoutTransaction { database in
                        if database.isInsideTransaction { try database.rollback() }
                        return try work(database)
                    }
                    done.resume(returning: .success(value))
                } catch {
                    done.resume(returning: .failure(LedgerFault(error, path: self.path)))
                }
            }
        }
        return try result.get()
    }
}
