import Ledger
import Messages
import Synchronization

/// A ledger that is busy for as long as its gate is shut.
final class GatedLedger: Ledger {
    private let base: any Ledger
    private let isOpen = Mutex(false)

    init(_ base: any Ledger) {
        self.base = base
    }

    func open() {
        self.isOpen.withLock { $0 = true }
    }

    func transact<Plan: BatchPlan>(_ plan: Plan) async throws(LedgerFault) -> Plan.Outcome {
        guard self.isOpen.withLock({ $0 }) else { throw LedgerFault(.busy, "the gate is shut") }
        return try await self.base.transact(plan)
    }

    func pendingEvents(
        after place: Int64,
        limit: Int,
        createdBefore moment: Int64?,
        includingReturned: Bool
    ) async throws(LedgerFault) -> [OutboxEvent] { [] }

    func setBudget(program: String, cents: Int64?) async throws(LedgerFault) {}
    func budgets() async throws(LedgerFault) -> [String: Int64] { [:] }
    func editions() async throws(LedgerFault) -> [EditionRecord] { [] }
    func edition(digest: String) async throws(LedgerFault) -> EditionRecord? { nil }
    func history(of key: ApplicationKey) async throws(LedgerFault) -> [DecisionRecord] { [] }
    func entries(of key: BalanceKey) async throws(LedgerFault) -> [EntryRecord] { [] }
    func counts() async throws(LedgerFault) -> LedgerCounts { LedgerCounts() }
    func audit() async throws(LedgerFault) -> [String] { [] }
    func close() async {}
}
