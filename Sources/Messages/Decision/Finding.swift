import JSON

/// How one rule ended for a line or an application, with what it read and what it rests on.
public struct Finding: Sendable, Equatable {
    /// A fact that the rule read.
    public struct Fact: Sendable, Equatable {
        /// Its path, such as `measures[0].units[0].seer`.
        public let path: String
        /// Its value.
        public let value: FactValue

        /// Says that the fact at `path` was `value`.
        public init(path: String, value: FactValue) {
            self.path = path
            self.value = value
        }
    }

    /// The rule's id.
    public let rule: String
    /// How it ended.
    public let result: FindingResult
    /// A sentence for the applicant.
    public let message: String
    /// The passage that the rule rests on.
    public let cite: String
    /// The facts that it read.
    public let facts: [Fact]

    /// A finding of all its parts.
    public init(rule: String, result: FindingResult, message: String, cite: String, facts: [Fact]) {
        self.rule = rule
        self.result = result
        self.message = message
        self.cite = cite
        self.facts = facts
    }

    func write(to json: inout JSONWriter) {
        json.beginObject()
        json.key("rule")
        json.value(self.rule)
        json.key("result")
        json.value(self.result.rawValue)
        json.key("message")
        json.value(self.message)
        json.key("cite")
        json.value(self.cite)
        json.key("facts")
        json.beginObject()
        for fact in self.facts {
            json.key(fact.path)
            fact.value.write(to: &json)
        }
        json.endObject()
        json.endObject()
    }
}
