internal import JSON
internal import Ledger
internal import Messages

/// What a task was opened with: the decision of that moment and the facts that it turns on.
struct OpeningContext {
    let decision: Decision?
    let facts: [Finding.Fact]

    init(_ task: TaskRecord) {
        let root = (try? JSONDocument(parsing: task.body))?.root
        let context = root?["context"]
        let decision = context?["decision"].flatMap { Decision($0) }
        let line = task.line.map { id in decision?.lines.first { $0.id == id }?.findings ?? [] }
        let findings = line ?? decision?.findings ?? []
        self.decision = decision
        self.facts = findings.first { $0.rule == task.rule }?.facts ?? []
    }
}

extension Decision {
    /// Reads a decision's JSON; `nil` if it is none.
    init?(json: [UInt8]) {
        guard let document = try? JSONDocument(parsing: json) else { return nil }
        self.init(document.root)
    }
}
