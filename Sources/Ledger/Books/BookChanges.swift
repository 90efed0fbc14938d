public import Messages

/// What a plan changed in its books: what the ledger has to write.
public struct BookChanges: Sendable {
    /// Applications as they now stand.
    public internal(set) var applications: [ApplicationKey: ApplicationRecord] = [:]
    /// Decisions, in the order in which they were made.
    public internal(set) var decisions: [DecisionRecord] = []
    /// Journal entries, in order.
    public internal(set) var entries: [EntryRecord] = []
    /// Balances as they now stand, in whole cents.
    public internal(set) var balances: [BalanceKey: Int64] = [:]
    /// Tasks as they now stand.
    public internal(set) var tasks: [String: TaskRecord] = [:]
    /// Events that are now owed, by id.
    public internal(set) var events: [String: OutboxEvent] = [:]
    /// Ids of ``events`` in order; one that was enqueued again may stand twice.
    var eventOrder: [String] = []
    /// Ids of events that the broker confirmed.
    public internal(set) var published: [String] = []
    /// Events that the broker sent back, with its reason.
    public internal(set) var returned: [(id: String, reason: String)] = []
    /// Rulebook editions that decisions rest on.
    public internal(set) var editions: [String: EditionRecord] = [:]
    /// Programs as they now stand: orders given, journals grown, budgets set.
    public internal(set) var programs: [String: ProgramRecord] = [:]
    /// Changes of budgets, in order.
    public internal(set) var budgets: [BudgetRecord] = []
    /// Fingerprints of messages whose attempts need not be kept any more.
    public internal(set) var endedAttempts: [[UInt8]] = []
    /// What the plan did that it must not do; the ledger then writes nothing.
    public internal(set) var mistakes: [String] = []

    /// Events that are now owed, in order, each once.
    public var eventsInOrder: [OutboxEvent] {
        var seen: Set<String> = []
        return self.eventOrder.compactMap { seen.insert($0).inserted ? self.events[$0] : nil }
    }

    /// Whether there is nothing to write.
    public var isEmpty: Bool {
        self.applications.isEmpty && self.tasks.isEmpty && self.events.isEmpty && self.published.isEmpty
            && self.returned.isEmpty && self.editions.isEmpty && self.programs.isEmpty && self.endedAttempts.isEmpty
    }
}
