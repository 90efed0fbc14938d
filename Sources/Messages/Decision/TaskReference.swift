import JSON

/// An open task, as a decision names it.
public struct TaskReference: Sendable, Equatable {
    /// The task's id.
    public let task: String
    /// Its kind.
    public let kind: String
    /// The rule that opened it.
    public let rule: String
    /// The line's id, for a rule of a line.
    public let measure: String?

    /// A reference of all its parts.
    public init(task: String, kind: String, rule: String, measure: String?) {
        self.task = task
        self.kind = kind
        self.rule = rule
        self.measure = measure
    }

    func write(to json: inout JSONWriter) {
        json.beginObject()
        json.key("task")
        json.value(self.task)
        json.key("kind")
        json.value(self.kind)
        json.key("rule")
        json.value(self.rule)
        if let measure {
            json.key("measure")
            json.value(measure)
        }
        json.endObject()
    }
}
