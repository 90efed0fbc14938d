import Ledger
import Messages
import Synchronization

/// A ledger that fails when the test says so.
final class FaultyLedger: Ledger {
    private let base: any Ledger
    private let faults: Mutex<[LedgerFault]>
    private let poison: ApplicationKey?
    private let log = Mutex<[Int]>([])

    /// - Parameters:
    ///   - faults: What the first transactions fail with.
    ///   - poison: An application on which every transaction fails.
    init(_ base: any Ledger, faults: [LedgerFault] = [], poison: ApplicationKey? = nil) {
        self.base = base
        self.faults = Mutex(faults)
        self.poison = poison
    }

    /// How many applications each transaction named, the failed ones too.
    var transactions: [Int] { self.log.withLock { $0 } }

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
        createdBefore moment: Int64?,
        includingReturned: Bool
    ) async throws(LedgerFault) -> [OutboxEvent] {
        try await self.base.pendingEvents(
            after: place,
            limit: limit,
            createdBefore: moment,
            includingReturned: includingReturned
        )
    }

    func setBudget(program: String, cents: Int64?) async throws(LedgerFault) {
        try await self.base.setBudget(program: program, cents: cents)
    }

    func budgets() async throws(LedgerFault) -> [String: Int64] { try await self.base.budgets() }
    func editions() async throws(LedgerFault) -> [EditionRecord] { try await self.base.editions() }
    func edition(digest: String) async throws(LedgerFault) -> EditionRecord? {
        try await self.base.edition(digest: digest)
    }
    func history(of key: ApplicationKey) async throws(LedgerFault) -> [DecisionRecord] {
        try await self.base.history(of: key)
    }
    func entries(of key: BalanceKey) async throws(LedgerFault) -> [EntryRecord] { try await self.base.entries(of: key) }
    func counts() async throws(LedgerFault) -> LedgerCounts { try await self.base.counts() }
    func audit() async throws(LedgerFault) -> [String] { try await self.base.audit() }
    func close() async { await self.base.close() }
}
