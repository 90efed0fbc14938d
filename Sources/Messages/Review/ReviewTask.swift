public import JSON

/// A task as reviewers are sent it.
///
/// Source: the contract, section "Task and outcome".
public struct ReviewTask: Sendable, Equatable {
    /// `<program>/<application>/<revision>/<rule>`, with `/<line id>` for a rule of a line.
    public let task: String
    /// Its kind.
    public let kind: String
    /// The rule that opened it.
    public let rule: String
    /// The line's id, for a rule of a line.
    public let measure: String?
    /// What the reviewer is asked.
    public let question: String
    /// The choice taken by an approval that names none.
    public let suggested: String?
    /// What may be chosen; empty: nothing.
    public let choices: [String]
    /// The date by which an answer is due, `YYYY-MM-DD`.
    public let dueOn: String?
    /// Whether an approval sets the line's amount.
    public let setsAmount: Bool

    /// A task of all its parts.
    public init(
        task: String,
        kind: String,
        rule: String,
        measure: String?,
        question: String,
        suggested: String?,
        choices: [String],
        dueOn: String?,
        setsAmount: Bool
    ) {
        self.task = task
        self.kind = kind
        self.rule = rule
        self.measure = measure
        self.question = question
        self.suggested = suggested
        self.choices = choices
        self.dueOn = dueOn
        self.setsAmount = setsAmount
    }

    /// The id of a task.
    public static func id(_ key: ApplicationKey, revision: Int, rule: String, line: String?) -> String {
        "\(key.program)/\(key.application)/\(revision)/\(rule)" + (line.map { "/\($0)" } ?? "")
    }

    /// As a decision names it.
    public var reference: TaskReference {
        TaskReference(task: self.task, kind: self.kind, rule: self.rule, measure: self.measure)
    }

    /// What a reviewer may answer.
    public var allowed: [String] {
        ["approve", "deny", "request_information"] + (self.setsAmount ? ["set_amount"] : [])
    }

    /// Writes the task as its event's `data`.
    ///
    /// - Parameters:
    ///   - decision: The decision that opened it: the context in which the reviewer judges.
    ///   - openedAt: When it was opened.
    public func write(to json: inout JSONWriter, decision: Decision, openedAt: String) {
        json.beginObject()
        json.key("task")
        json.value(self.task)
        json.key("kind")
        json.value(self.kind)
        json.key("rule")
        json.value(self.rule)
        json.key("program")
        json.value(decision.key.program)
        json.key("application")
        json.value(decision.key.application)
        json.key("revision")
        json.value(decision.revision)
        if let measure {
            json.key("measure")
            json.value(measure)
        }
        json.key("question")
        json.value(self.question)
        if let suggested {
            json.key("suggested")
            json.value(suggested)
        }
        if !self.choices.isEmpty {
            json.key("choices")
            json.beginArray()
            for choice in self.choices { json.value(choice) }
            json.endArray()
        }
        json.key("opened_at")
        json.value(openedAt)
        json.key("due_on")
        json.value(self.dueOn)
        json.key("allowed")
        json.beginArray()
        for outcome in self.allowed { json.value(outcome) }
        json.endArray()
        json.key("context")
        self.writeContext(to: &json, decision: decision)
        json.endObject()
    }

    private func writeContext(to json: inout JSONWriter, decision: Decision) {
        json.beginObject()
        json.key("decision")
        decision.write(to: &json)
        json.key("facts")
        json.beginObject()
        let findings = self.measure.map { id in decision.lines.first { $0.id == id }?.findings ?? [] }
        for fact in (findings ?? decision.findings).first(where: { $0.rule == self.rule })?.facts ?? [] {
            fact.write(to: &json)
        }
        json.endObject()
        json.endObject()
    }
}
