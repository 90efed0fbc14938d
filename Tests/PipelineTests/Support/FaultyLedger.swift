import Ledger
import Messages
import Synchronization

/// A ledger that fails when the test says so.
final class FaultyLedger: Ledger {
    private let base: any Ledger
    private let faults: Mutex<[LedgerFault]>
    private let poison: ApplicationKey?
    private let noteFaults: Mutex<[LedgerFault]>
    private let log = Mutex<[Int]>([])
    private let noted = Mutex<[Int]>([])

    /// - Parameters:
    ///   - faults: What the first transactions fail with.
    ///   - poison: An application on which every transaction fails.
    ///   - noteFaults: What the first notes of attempts fail with.
    init(_ base: any Ledger, faults: [LedgerFault] = [], poison: ApplicationKey? = nil, noteFaults: [LedgerFault] = [])
    {
        self.noteFaults = Mutex(noteFaults)
        self.base = base
        self.faults = Mutex(faults)
        self.poison = poison
    }

    /// How many applications each transaction named, the failed ones too.
    var transactions: [Int] { self.log.withLock { $0 } }

    /// What each note of an attempt was answered with.
    var attempts: [Int] { self.noted.withLock { $0 } }

    func transact<Plan: BatchPlan>(_ plan: Plan) async throws(LedgerFault) -> Plan.Outcome {
        self.log.withLock { $0.append(plan.applications.count) }
        let fault = self.faults.withLock { $0.isEmpty ? nil : $0.removeFirst() }
        if let fault { throw fault }
        if let poison, plan.applications.contains(poison) { throw LedgerFault(.other, "poison") }
        return try await self.base.transact(plan)
    }

    func pendingEvents(
        after place: Int64,
        limit: Int,
        includingReturned: Bool
    ) async throws(LedgerFault) -> [OutboxEvent] {
        try await self.base.pendingEvents(
            after: place,
            limit: limit,
            includingReturned: includingReturned
        )
    }

    func editions() async throws(LedgerFault) -> [EditionRecord] { try await self.base.editions() }
    func edition(digest: String) async throws(LedgerFault) -> EditionRecord? {
        try await self.base.edition(digest: digest)
    }
    func history(of key: ApplicationKey) async throws(LedgerFault) -> [DecisionRecord] {
        try await self.base.history(of: key)
    }
    func entries(of key: BalanceKey) async throws(LedgerFault) -> [EntryRecord] { try await self.base.entries(of: key) }
    func figures() async throws(LedgerFault) -> LedgerFigures { try await self.base.figures() }
    func counts() async throws(LedgerFault) -> LedgerCounts { try await self.base.counts() }
    func audit() async throws(LedgerFault) -> [String] { try await self.base.audit() }
    func preview<Plan: BatchPlan>(_ plan: Plan) async throws(LedgerFault) -> Plan.Outcome {
        try await self.base.preview(plan)
    }
    func noteAttempt(_ fingerprint: [UInt8]) async throws(LedgerFault) -> Int {
        let fault = self.noteFaults.withLock { $0.isEmpty ? nil : $0.removeFirst() }
        if let fault { throw fault }
        let attempt = try await self.base.noteAttempt(fingerprint)
        self.noted.withLock { $0.append(attempt) }
        return attempt
    }
    func claimEvents(limit: Int, includingReturned: Bool) async throws(LedgerFault) -> [OutboxEvent] {
        try await self.base.claimEvents(limit: limit, includingReturned: includingReturned)
    }
    func programs() async throws(LedgerFault) -> [ProgramRecord] { try await self.base.programs() }
    func application(_ key: ApplicationKey) async throws(LedgerFault) -> ApplicationRecord? {
        try await self.base.application(key)
    }
    func applications(
        of program: String,
        status: String?,
        after order: Int64,
        limit: Int
    ) async throws(LedgerFault) -> [ApplicationRecord] {
        try await self.base.applications(of: program, status: status, after: order, limit: limit)
    }
    func tasks(of key: ApplicationKey) async throws(LedgerFault) -> [TaskRecord] { try await self.base.tasks(of: key) }
    func task(_ id: String) async throws(LedgerFault) -> TaskRecord? { try await self.base.task(id) }
    func openTasks(
        of program: String?,
        kind: String?,
        offset: Int,
        limit: Int
    ) async throws(LedgerFault) -> [TaskRecord] {
        try await self.base.openTasks(of: program, kind: kind, offset: offset, limit: limit)
    }
    func balances(_ keys: Set<BalanceKey>) async throws(LedgerFault) -> [BalanceKey: Int64] {
        try await self.base.balances(keys)
    }
    func entries(scope: String?, key: String) async throws(LedgerFault) -> [EntryRecord] {
        try await self.base.entries(scope: scope, key: key)
    }
    func journal(
        of program: String,
        after sequence: Int64,
        limit: Int
    ) async throws(LedgerFault) -> [JournalLink] {
        try await self.base.journal(of: program, after: sequence, limit: limit)
    }
    func status() async throws(LedgerFault) -> LedgerStatus { try await self.base.status() }
    func note(_ action: ActionRecord) async throws(LedgerFault) { try await self.base.note(action) }
    func actions(limit: Int) async throws(LedgerFault) -> [ActionRecord] { try await self.base.actions(limit: limit) }
    func close() async { await self.base.close() }
}
