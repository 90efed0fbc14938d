public import Messages

/// What is promised and paid: applications, decisions, balances, tasks, and the events that tell of them.
///
/// Any number of workers may use one ledger at once. What ``transact(_:)`` returns from is durable; what it throws
/// from left no trace.
public protocol Ledger: Sendable {
    // MARK: Deciding

    /// Reads and locks what the plan names, lets it settle, and commits all that it changed, or nothing.
    ///
    /// Cancelling the calling task does not stop it half way.
    ///
    /// - Throws: ``LedgerFault``; the plan may be tried again, whole, if the fault is transient.
    func transact<Plan: BatchPlan>(_ plan: Plan) async throws(LedgerFault) -> Plan.Outcome

    /// What ``transact(_:)`` would lead to; nothing is written.
    func preview<Plan: BatchPlan>(_ plan: Plan) async throws(LedgerFault) -> Plan.Outcome

    /// Notes durably that a message is about to be tried which may be one that kills workers.
    ///
    /// ``Books/forgetAttempts(_:)`` ends it.
    ///
    /// - Parameter fingerprint: A digest of the message.
    /// - Returns: How often it has been tried, this time included.
    func noteAttempt(_ fingerprint: [UInt8]) async throws(LedgerFault) -> Int

    // MARK: The outbox

    /// Takes over events that are committed and that no living process publishes, oldest first, to publish them.
    ///
    /// What this process enqueues by ``transact(_:)``, or has taken over, is its own until it is marked as published or
    /// returned, or the process ends: then it is anybody's. Whether an owner lives is told by a lock that goes with its
    /// process, not by a clock.
    ///
    /// - Parameters:
    ///   - limit: How many at most; ask again until none comes.
    ///   - includingReturned: Whether those that the broker could route nowhere are among them: they are pending again.
    func claimEvents(limit: Int, includingReturned: Bool) async throws(LedgerFault) -> [OutboxEvent]

    /// Events that are committed and not known to be published, oldest first: to look at.
    ///
    /// Those that a worker committed together are there until all of them are marked.
    ///
    /// - Parameters:
    ///   - place: Only those behind this ``OutboxEvent/place``.
    ///   - limit: How many at most.
    ///   - includingReturned: Whether those that the broker could route nowhere are among them.
    func pendingEvents(
        after place: Int64,
        limit: Int,
        includingReturned: Bool
    ) async throws(LedgerFault) -> [OutboxEvent]

    // MARK: Questions

    /// Every program that anything was recorded of, by name.
    func programs() async throws(LedgerFault) -> [ProgramRecord]

    /// The application as it stands.
    func application(_ key: ApplicationKey) async throws(LedgerFault) -> ApplicationRecord?

    /// A program's applications of one status, or all, in the order of record.
    ///
    /// - Parameters:
    ///   - status: Such as `waitlisted`; `nil` for every one.
    ///   - order: Only those behind this ``ApplicationRecord/order``.
    ///   - limit: How many at most.
    func applications(
        of program: String,
        status: String?,
        after order: Int64,
        limit: Int
    ) async throws(LedgerFault) -> [ApplicationRecord]

    /// The tasks of an application, of all its revisions, in the order of their ids.
    func tasks(of key: ApplicationKey) async throws(LedgerFault) -> [TaskRecord]

    /// The task of that id, whatever its state.
    func task(_ id: String) async throws(LedgerFault) -> TaskRecord?

    /// Tasks that wait for a reviewer, those that are due first at the front, then by id.
    ///
    /// - Parameters:
    ///   - program: Only this program's; `nil` for all.
    ///   - kind: Only of this kind; `nil` for any.
    ///   - offset: How many to leave out from the front.
    ///   - limit: How many at most.
    func openTasks(
        of program: String?,
        kind: String?,
        offset: Int,
        limit: Int
    ) async throws(LedgerFault) -> [TaskRecord]

    /// All decisions on an application, in the order in which they were made.
    func history(of key: ApplicationKey) async throws(LedgerFault) -> [DecisionRecord]

    /// Whole cents of each of these balances, 0 for those that do not exist.
    func balances(_ keys: Set<BalanceKey>) async throws(LedgerFault) -> [BalanceKey: Int64]

    /// The journal of a balance, in the order of record.
    func entries(of key: BalanceKey) async throws(LedgerFault) -> [EntryRecord]

    /// All that was entered for one customer, dwelling or program, under whatever limits, in the order of record.
    ///
    /// - Parameters:
    ///   - scope: What the limits are counted for, such as `customer`; `nil` for any.
    ///   - key: For whom, such as `C-77`.
    func entries(scope: String?, key: String) async throws(LedgerFault) -> [EntryRecord]

    /// The links of a program's journal, in order.
    ///
    /// - Parameters:
    ///   - sequence: Only those behind this one; 0 for the first.
    ///   - limit: How many at most.
    func journal(
        of program: String,
        after sequence: Int64,
        limit: Int
    ) async throws(LedgerFault) -> [JournalLink]

    /// Every edition that a decision rests on: a handful, each with its full text.
    func editions() async throws(LedgerFault) -> [EditionRecord]

    /// The rulebook edition of that digest, if a decision rests on it.
    func edition(digest: String) async throws(LedgerFault) -> EditionRecord?

    /// What a running ledger is watched by; does not read all of it, as ``counts()`` does.
    func figures() async throws(LedgerFault) -> LedgerFigures

    /// How full the ledger is; reads all of it.
    func counts() async throws(LedgerFault) -> LedgerCounts

    /// Where it is and which schema it has.
    func status() async throws(LedgerFault) -> LedgerStatus

    /// Checks that journal, balances and holdings agree, and that what refers to something finds it.
    ///
    /// The chain of hashes is checked by ``LedgerAudit``.
    ///
    /// - Returns: Each disagreement in a sentence; none in a sound ledger. Reads everything.
    func audit() async throws(LedgerFault) -> [String]

    // MARK: Operators

    /// Keeps what an operator did by hand.
    func note(_ action: ActionRecord) async throws(LedgerFault)

    /// What operators did by hand, the latest first.
    func actions(limit: Int) async throws(LedgerFault) -> [ActionRecord]

    /// Closes it, after what is in hand. Later calls throw.
    func close() async
}

extension Ledger {
    /// Sets what a program has to give, in whole cents; `nil` for no budget.
    ///
    /// A change stands in the journal.
    ///
    /// - Parameter by: Who says so.
    public func setBudget(program: String, cents: Int64?, by: String) async throws(LedgerFault) {
        try await self.transact(BudgetPlan(program: program, cents: cents, by: by))
    }

    /// The budgets of all programs that have one, in whole cents.
    public func budgets() async throws(LedgerFault) -> [String: Int64] {
        let programs = try await self.programs()
        return Dictionary(programs.compactMap { program in program.budget.map { (program.program, $0) } }) { $1 }
    }

    /// Events that are committed and not known to be published, oldest first, without those that were returned.
    public func pendingEvents(after place: Int64 = 0, limit: Int) async throws(LedgerFault) -> [OutboxEvent] {
        try await self.pendingEvents(after: place, limit: limit, includingReturned: false)
    }
}
