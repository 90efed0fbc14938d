import Ledger
import Messages
import Synchronization

/// A ledger that is busy for as long as its gate is shut, and then fails as often as it is told.
final class GatedLedger: Ledger {
    private let base: any Ledger
    private let isOpen: Mutex<Bool>
    private let faults: Mutex<[LedgerFault]>
    private let alwaysFails: LedgerFault?

    /// - Parameters:
    ///   - isOpen: Whether it can be used from the start.
    ///   - faults: What the first transactions with an application fail with.
    ///   - alwaysFails: What every transaction with an application fails with.
    init(_ base: any Ledger, isOpen: Bool = false, faults: [LedgerFault] = [], alwaysFails: LedgerFault? = nil) {
        self.base = base
        self.isOpen = Mutex(isOpen)
        self.faults = Mutex(faults)
        self.alwaysFails = alwaysFails
    }

    func open() {
        self.isOpen.withLock { $0 = true }
    }

    func transact<Plan: BatchPlan>(_ plan: Plan) async throws(LedgerFault) -> Plan.Outcome {
        guard self.isOpen.withLock({ $0 }) else { throw LedgerFault(.busy, "the gate is shut") }
        let fault = self.faults.withLock { $0.isEmpty || plan.applications.isEmpty ? nil : $0.removeFirst() }
        if let fault { throw fault }
        if let alwaysFails, !plan.applications.isEmpty { throw alwaysFails }
        return try await self.base.transact(plan)
    }

    func pendingEvents(
        after place: Int64,
        limit: Int,
        includingReturned: Bool
    ) async throws(LedgerFault) -> [OutboxEvent] { [] }

    func editions() async throws(LedgerFault) -> [EditionRecord] { [] }
    func edition(digest: String) async throws(LedgerFault) -> EditionRecord? { nil }
    func history(of key: ApplicationKey) async throws(LedgerFault) -> [DecisionRecord] { [] }
    func entries(of key: BalanceKey) async throws(LedgerFault) -> [EntryRecord] { [] }
    func figures() async throws(LedgerFault) -> LedgerFigures { try await self.base.figures() }
    func counts() async throws(LedgerFault) -> LedgerCounts { LedgerCounts() }
    func audit() async throws(LedgerFault) -> [String] { [] }
    func preview<Plan: BatchPlan>(_ plan: Plan) async throws(LedgerFault) -> Plan.Outcome {
        try await self.base.preview(plan)
    }
    func noteAttempt(_ fingerprint: [UInt8]) async throws(LedgerFault) -> Int {
        try await self.base.noteAttempt(fingerprint)
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
    func close() async {}
}
