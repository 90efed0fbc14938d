public import JSON
public import Ledger
public import Messages

/// A task as it stands in a list.
public struct TaskSummary: Sendable, Equatable {
    /// Its id.
    public let task: String
    /// The application.
    public let key: ApplicationKey
    /// The application's revision.
    public let revision: Int
    /// Its kind, such as `oversizing`.
    public let kind: String
    /// The rule that asks.
    public let rule: String
    /// The line that it is about, if it is about one.
    public let line: String?
    /// What is asked.
    public let question: String
    /// What an approval takes that chooses nothing.
    public let suggested: String?
    /// What may be chosen.
    public let choices: [String]
    /// Whether an approval sets the amount.
    public let setsAmount: Bool
    /// When it was opened.
    public let openedAt: Instant
    /// By which date an answer is due, `YYYY-MM-DD`.
    public let dueOn: String?
    /// Where it stands.
    public let state: TaskRecord.State

    /// The task of a record.
    public init(_ record: TaskRecord) {
        let body = try? JSONDocument(parsing: record.body)
        let task = body.flatMap { ReviewTask($0.root) }
        self.task = record.task
        self.key = record.key
        self.revision = record.revision
        self.kind = record.kind
        self.rule = record.rule
        self.line = record.line
        self.question = task?.question ?? ""
        self.suggested = task?.suggested
        self.choices = task?.choices ?? []
        self.setsAmount = task?.setsAmount ?? false
        self.openedAt = Instant(milliseconds: record.openedAt)
        self.dueOn = record.dueOn
        self.state = record.state
    }

    /// The kind with blanks.
    public var kindWords: String { self.kind.replacing("_", with: " ") }

    /// How far its due date is away on `today`.
    public func due(_ today: String) -> DueDate { DueDate(self.dueOn, today: today) }

    /// The task as the contract has it: what an answer is held against.
    public var review: ReviewTask {
        ReviewTask(
            task: self.task,
            kind: self.kind,
            rule: self.rule,
            measure: self.line,
            question: self.question,
            suggested: self.suggested,
            choices: self.choices,
            dueOn: self.dueOn,
            setsAmount: self.setsAmount
        )
    }

    /// Writes it as one JSON object.
    public func write(to json: inout JSONWriter, today: String) {
        json.beginObject()
        for (key, text) in [
            ("task", self.task), ("program", self.key.program), ("application", self.key.application),
        ] {
            json.key(key)
            json.value(text)
        }
        json.key("revision")
        json.value(self.revision)
        for (key, text) in [
            ("kind", self.kind), ("rule", self.rule), ("measure", self.line), ("question", self.question),
            ("suggested", self.suggested), ("opened_at", self.openedAt.description), ("due_on", self.dueOn),
        ] {
            json.key(key)
            json.value(text)
        }
        json.key("overdue")
        if case .overdue = self.due(today) { json.value(true) } else { json.value(false) }
        for (key, texts) in [("choices", self.choices), ("allowed", self.review.allowed)] {
            json.key(key)
            json.beginArray()
            for text in texts { json.value(text) }
            json.endArray()
        }
        json.key("state")
        json.value(self.state.rawValue)
        json.endObject()
    }
}
