/// What a plan changed in its books: what the ledger has to write.
public struct BookChanges: Sendable {
    /// Applications as they now stand, in the order in which they were first changed.
    public internal(set) var applications: [ApplicationRecord] = []
    /// Decisions, in the order in which they were made.
    public internal(set) var decisions: [DecisionRecord] = []
    /// Which of ``applications`` each of ``decisions`` is on.
    var decided: [Int] = []
    /// Journal entries, in the order of ``decisions``.
    public internal(set) var entries: [EntryRecord] = []
    /// Balances as they now stand, in whole cents, each once.
    public internal(set) var balances: [(key: BalanceKey, cents: Int64)] = []
    /// Tasks as they now stand.
    public internal(set) var tasks: [String: TaskRecord] = [:]
    /// Events that are now owed, in order, each once.
    public internal(set) var events: [OutboxEvent] = []
    /// Ids of events that the broker confirmed.
    public internal(set) var published: [String] = []
    /// Events that the broker sent back, with its reason.
    public internal(set) var returned: [(id: String, reason: String)] = []
    /// Rulebook editions that decisions rest on, without those that the ledger has for certain.
    public internal(set) var editions: [EditionRecord] = []
    /// Programs as they now stand: orders given, journals grown, budgets set.
    public internal(set) var programs: [ProgramRecord] = []
    /// Changes of budgets, in order.
    public internal(set) var budgets: [BudgetRecord] = []
    /// Fingerprints of messages whose attempts need not be kept any more.
    public internal(set) var endedAttempts: [[UInt8]] = []
    /// What the plan did that it must not do; the ledger then writes nothing.
    public internal(set) var mistakes: [String] = []

    /// Whether there is nothing to write.
    public var isEmpty: Bool {
        self.applications.isEmpty && self.tasks.isEmpty && self.events.isEmpty && self.published.isEmpty
            && self.returned.isEmpty && self.editions.isEmpty && self.programs.isEmpty && self.endedAttempts.isEmpty
    }
}
