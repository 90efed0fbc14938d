import Dispatch
import Foundation
import GRDB
import Synchronization

/// A ledger in one SQLite file, for several processes on one machine.
///
/// Write-ahead log, full sync: what is committed is on the disk. One transaction writes at a time; a worker waits for
/// the others. All work is done on a queue of its own, so that no thread of Swift's pool waits for the disk.
public final class SQLiteLedger: Ledger {
    /// The file's path; `in memory` for a ledger without a file.
    public let path: String
    /// What it was opened for.
    public let role: LedgerRole

    private let access: Mutex<SQLiteAccess>
    private let queue = DispatchQueue(label: "rebated.ledger")
    private let isClosed = Mutex(false)
    /// Who of several processes publishes what; `nil` in memory, where there is but one.
    private let slots: WorkerSlots?
    private let bundles = OwnBundles()

    /// Opens the ledger at `path`.
    ///
    /// But for a reader, it is made if it is not there, and its schema is brought up to date. Blocks meanwhile.
    public init(
        path: String,
        settings: SQLiteSettings = SQLiteSettings(),
        role: LedgerRole = .worker
    ) throws(LedgerFault) {
        self.path = path
        self.role = role
        do {
            let connection = try SQLiteOpening.open(path, settings: settings, role: role)
            let slots = role == .reader ? nil : WorkerSlots(ledger: path)
            let checkpointer =
                role == .worker ? SQLiteCheckpointer(path: path) { slots?.isFirst ?? true } : nil
            self.access = Mutex(SQLiteAccess(connection, settings: settings, checkpointer: checkpointer))
            self.slots = slots
            if role == .worker {
                try self.access.withLock { try $0.perform { _ = try self.slot($0.database) } }
            }
        } catch {
            throw LedgerFault(error, path: path)
        }
    }

    /// Makes an empty ledger that goes with the process.
    public init() throws(LedgerFault) {
        self.path = "in memory"
        self.role = .worker
        self.slots = nil
        do {
            let settings = SQLiteSettings()
            let connection = try SQLiteOpening.open(nil, settings: settings, role: .worker)
            self.access = Mutex(SQLiteAccess(connection, settings: settings, checkpointer: nil))
        } catch {
            throw LedgerFault(error, path: self.path)
        }
    }

    /// Settles the plan in one immediate transaction, which is on the disk when this returns.
    public func transact<Plan: BatchPlan>(_ plan: Plan) async throws(LedgerFault) -> Plan.Outcome {
        try await self.inSession { session in
            var used: [EditionRecord] = []
            var outcome: Plan.Outcome?
            var written: (marks: OwnBundles.Marks, bundle: EventBundle?)?
            try session.inTransaction {
                var reader = SQLiteReader(session)
                var books = try reader.books(for: plan)
                outcome = plan.settle(&books)
                let changes = books.changes
                if let mistake = changes.mistakes.first { throw LedgerFault(.other, mistake) }
                guard !changes.isEmpty else { return .rollback }
                let owner = self.role == .worker ? try self.slot(session.database) : nil
                var writer = SQLiteWriter(session, stored: reader.stored, owner: owner)
                let marks = self.bundles.sort(changes)
                try writer.write(changes, marks)
                written = (marks, writer.bundle)
                used = changes.editions
                return .commit
            }
            session.knownEditions.formUnion(used.lazy.map(\.digest))
            if let written { self.bundles.done(written.marks, adding: written.bundle) }
            guard let outcome else { throw LedgerFault(.other, "the plan was not settled") }
            return outcome
        }
    }

    /// What ``transact(_:)`` would lead to, in a transaction that only reads.
    public func preview<Plan: BatchPlan>(_ plan: Plan) async throws(LedgerFault) -> Plan.Outcome {
        try await self.inSession { session in
            var outcome: Plan.Outcome?
            try session.database.inTransaction(.deferred) {
                var reader = SQLiteReader(session)
                var books = try reader.books(for: plan)
                outcome = plan.settle(&books)
                if let mistake = books.changes.mistakes.first { throw LedgerFault(.other, mistake) }
                return .rollback
            }
            guard let outcome else { throw LedgerFault(.other, "the plan was not settled") }
            return outcome
        }
    }

    /// Takes over events that no living process publishes; see ``Ledger/claimEvents(limit:includingReturned:)``.
    public func claimEvents(limit: Int, includingReturned: Bool) async throws(LedgerFault) -> [OutboxEvent] {
        try await self.perform { database in
            let own = try self.slot(database)
            let outbox = SQLiteOutbox(database: database) { try self.slots?.isHeld($0) ?? false }
            guard try outbox.hasOrphans(but: own, includingReturned: includingReturned) else { return [] }
            var events: [OutboxEvent] = []
            try database.inTransaction(.immediate) {
                events = try outbox.claim(for: own, limit: limit, includingReturned: includingReturned)
                return .commit
            }
            return events
        }
    }

    /// Closes the file, after what is in hand.
    public func close() async {
        await withCheckedContinuation { done in
            self.queue.async {
                self.isClosed.withLock { $0 = true }
                self.access.withLock { $0.close() }
                self.slots?.release()
                done.resume()
            }
        }
    }

    /// This process's slot, taken when it is first asked for.
    private func slot(_ database: Database) throws -> Int {
        guard let slots = self.slots else {
            if self.role == .reader { throw LedgerFault(.readOnly, "the ledger \(self.path) was opened to be read") }
            return 0
        }
        if let own = slots.own { return own }
        let slot = try slots.take()
        do {
            try SQLiteOutbox.release(slot, database)
        } catch {
            // Else what a dead process left would pass for ours, and never be claimed.
            slots.release()
            throw error
        }
        return slot
    }

    /// Does the work on the ledger's queue; see ``inSession(_:)``.
    func perform<Value: Sendable>(
        _ work: @escaping @Sendable (Database) throws -> Value
    ) async throws(LedgerFault) -> Value {
        try await self.inSession { try work($0.database) }
    }

    /// Does the work on the ledger's queue, out of reach of the caller's cancellation.
    ///
    /// GRDB's own asynchronous functions interrupt a write when their task is cancelled (groue/GRDB.swift#1838): a
    /// commit must not be cut.
    private func inSession<Value: Sendable>(
        _ work: @escaping @Sendable (SQLiteSession) throws -> Value
    ) async throws(LedgerFault) -> Value {
        let result: Result<Value, LedgerFault> = await withCheckedContinuation { done in
            self.queue.async {
                do {
                    if self.isClosed.withLock({ $0 }) {
                        throw LedgerFault(.closed, "the ledger \(self.path) was closed")
                    }
                    let value = try self.access.withLock { access in try access.perform(work) }
                    done.resume(returning: .success(value))
                } catch {
                    done.resume(returning: .failure(LedgerFault(error, path: self.path)))
                }
            }
        }
        return try result.get()
    }
}
