public import JSON

/// A reviewer's answer to a task.
public struct ReviewOutcome: Sendable, Equatable {
    /// What was answered.
    public enum Verdict: String, Sendable, CaseIterable {
        /// The rule is met.
        case approve
        /// The rule is not met.
        case deny
        /// The applicant is asked for more.
        case requestInformation = "request_information"
    }

    /// The task's id.
    public let task: String
    /// What was answered.
    public let verdict: Verdict
    /// Who answered.
    public let reviewer: String
    /// What the applicant is told.
    public let note: String?
    /// The line's amount, where the task lets a reviewer set it.
    public let amount: Cents?
    /// The choice, where the task offers some.
    public let choice: String?

    /// An outcome of all its parts.
    public init(task: String, verdict: Verdict, reviewer: String, note: String?, amount: Cents?, choice: String?) {
        self.task = task
        self.verdict = verdict
        self.reviewer = reviewer
        self.note = note
        self.amount = amount
        self.choice = choice
    }

    /// Writes the outcome as its event's `data`.
    ///
    /// - Parameters:
    ///   - answeredAt: When it was taken, RFC 3339: what the ledger keeps beside it.
    ///   - user: The user of the broker who sent it, as the broker vouched; kept beside it too.
    public func write(to json: inout JSONWriter, answeredAt: String? = nil, user: String? = nil) {
        json.beginObject()
        json.key("task")
        json.value(self.task)
        json.key("outcome")
        json.value(self.verdict.rawValue)
        json.key("reviewer")
        json.value(self.reviewer)
        if let note {
            json.key("note")
            json.value(note)
        }
        if let amount {
            json.key("amount")
            json.value(amount.description)
        }
        if let choice {
            json.key("choice")
            json.value(choice)
        }
        if let answeredAt {
            json.key("answered_at")
            json.value(answeredAt)
        }
        if let user {
            json.key("user")
            json.value(user)
        }
        json.endObject()
    }
}
