import JSON

/// How one rule ended for a line or an application, with what it read and what it rests on.
public struct Finding: Sendable, Equatable {
    /// A fact that the rule read.
    public struct Fact: Sendable, Equatable {
        /// Its path, such as `measures[0].units[0].seer`.
        public var path: String { self.place.description }
        /// Its value.
        public let value: FactValue
        private let place: FindingPath

        /// Says that the fact at `path` was `value`.
        public init(path: String, value: FactValue) {
            self.init(FindingPath(path), value: value)
        }

        /// Says that the fact at `place` was `value`.
        public init(_ place: FindingPath, value: FactValue) {
            self.place = place
            self.value = value
        }

        func write(to json: inout JSONWriter) {
            self.place.writeKey(to: &json)
            self.value.write(to: &json)
        }
    }

    /// What it says apart from the facts.
    public let text: FindingText
    /// The facts that it read.
    public let facts: [Fact]

    /// The rule's id.
    public var rule: String { self.text.rule }
    /// How it ended.
    public var result: FindingResult { self.text.result }
    /// A sentence for the applicant.
    public var message: String { self.text.message }
    /// The passage that the rule rests on.
    public var cite: String { self.text.cite }

    /// A finding of all its parts.
    public init(rule: String, result: FindingResult, message: String, cite: String, facts: [Fact]) {
        self.init(FindingText(rule: rule, result: result, message: message, cite: cite), facts: facts)
    }

    /// A finding that says `text` of `facts`.
    public init(_ text: FindingText, facts: [Fact]) {
        self.text = text
        self.facts = facts
    }

    func write(to json: inout JSONWriter) {
        self.text.begin(in: &json)
        for fact in self.facts { fact.write(to: &json) }
        json.endObject()
        json.endObject()
    }
}
