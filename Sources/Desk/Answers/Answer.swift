internal import JSON
public import Ledger
public import Messages

/// How a task was answered, as the ledger keeps it.
public struct Answer: Sendable, Equatable {
    /// Who answered.
    public let reviewer: String
    /// What was answered; `nil` if it can't be read.
    public let verdict: ReviewOutcome.Verdict?
    /// What the applicant is told.
    public let note: String?
    /// The amount that was set.
    public let amount: Cents?
    /// The choice that was taken.
    public let choice: String?
    /// When it was taken in.
    public let at: Instant?
    /// The user of the broker who sent it, if that was another than the reviewer: a desk that knows its reviewers.
    public let user: String?
    private let time: String?

    /// The answer of a task; `nil` if it has none.
    public init?(_ task: TaskRecord) {
        guard task.state == .completed else { return nil }
        let root = task.outcome.flatMap { try? JSONDocument(parsing: $0) }?.root
        let outcome = root.flatMap { ReviewOutcome($0) }
        self.reviewer = outcome?.reviewer ?? task.reviewer ?? "somebody"
        self.verdict = outcome?.verdict
        self.note = outcome?.note
        self.amount = outcome?.amount
        self.choice = outcome?.choice
        let user = root?["user"]?.string
        self.user = user == self.reviewer ? nil : user
        self.time = root?["answered_at"]?.string
        self.at = self.time.flatMap { Instant($0) }
    }

    /// Who did what when, in half a sentence: `dana approved it at 2026-03-02T09:15:04Z`.
    public var words: String {
        "\(self.reviewer) \(self.verdict?.past ?? "answered it")" + (self.time.map { " at \($0)" } ?? "")
    }

    /// Amount, choice and note, a line each.
    public var details: [String] {
        var details: [String] = []
        if let amount { details.append("amount: \(amount.dollars)") }
        if let choice { details.append("choice: \(choice)") }
        if let user { details.append("sent by: \(user)") }
        if let note, !note.isEmpty { details.append("note: \(note)") }
        return details
    }
}
