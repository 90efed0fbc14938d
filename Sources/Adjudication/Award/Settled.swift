public import Messages

/// A decision with what it does to the books.
public struct Settled: Sendable {
    /// The decision.
    public let decision: Decision
    /// What the application holds under limits and the budget, from now on.
    public let awards: [Award]
    /// Whether that is promised only until a person has decided.
    public let isReserved: Bool
    /// The tasks that are open.
    public let tasks: [ReviewTask]

    init(decision: Decision, awards: [Award], isReserved: Bool, tasks: [ReviewTask]) {
        self.decision = decision
        self.awards = awards
        self.isReserved = isReserved
        self.tasks = tasks
    }

    /// The decision on an application that was taken back: it holds nothing any more.
    public init(withdrawn decision: Decision) {
        self.init(decision: decision, awards: [], isReserved: false, tasks: [])
    }
}
