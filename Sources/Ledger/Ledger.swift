public import Messages

/// What is promised and paid: applications, decisions, balances, tasks, and the events that tell of them.
///
/// Any number of workers may use one ledger at once. What ``transact(_:)`` returns from is durable; what it throws
/// from left no trace.
public protocol Ledger: Sendable {
    /// Reads and locks what the plan names, lets it settle, and commits all that it changed, or nothing.
    ///
    /// Cancelling the calling task does not stop it half way.
    ///
    /// - Throws: ``LedgerFault``; the plan may be tried again, whole, if the fault is transient.
    func transact<Plan: BatchPlan>(_ plan: Plan) async throws(LedgerFault) -> Plan.Outcome

    /// Events that are committed and not known to be published, oldest first.
    ///
    /// - Parameters:
    ///   - place: Only those behind this ``OutboxEvent/place``.
    ///   - limit: How many at most.
    ///   - moment: Only those made before, in milliseconds since 1970, so that events which another worker is
    ///     publishing just now are left to it.
    ///   - includingReturned: Whether those that the broker could route nowhere are among them.
    func pendingEvents(
        after place: Int64,
        limit: Int,
        createdBefore moment: Int64?,
        includingReturned: Bool
    ) async throws(LedgerFault) -> [OutboxEvent]

    /// Sets what a program has to give, in whole cents; `nil` for no budget.
    func setBudget(program: String, cents: Int64?) async throws(LedgerFault)

    /// The budgets of all programs that have one, in whole cents.
    func budgets() async throws(LedgerFault) -> [String: Int64]

    /// Every edition that a decision rests on: a handful, each with its full text.
    func editions() async throws(LedgerFault) -> [EditionRecord]

    /// The rulebook edition of that digest, if a decision rests on it.
    func edition(digest: String) async throws(LedgerFault) -> EditionRecord?

    /// All decisions on an application, in the order in which they were made.
    func history(of key: ApplicationKey) async throws(LedgerFault) -> [DecisionRecord]

    /// The journal of a balance, in the order of record.
    func entries(of key: BalanceKey) async throws(LedgerFault) -> [EntryRecord]

    /// How full the ledger is.
    func counts() async throws(LedgerFault) -> LedgerCounts

    /// Checks that journal, balances and holdings agree, and that what refers to something finds it.
    ///
    /// - Returns: Each disagreement in a sentence; none in a sound ledger. Reads everything.
    func audit() async throws(LedgerFault) -> [String]

    /// Closes it, after what is in hand. Later calls throw.
    func close() async
}

extension Ledger {
    /// Events that are committed and not known to be published, oldest first, from the start of the outbox.
    public func pendingEvents(
        after place: Int64 = 0,
        limit: Int,
        createdBefore moment: Int64? = nil
    ) async throws(LedgerFault) -> [OutboxEvent] {
        try await self.pendingEvents(after: place, limit: limit, createdBefore: moment, includingReturned: false)
    }
}
