import Rulebook

/// What a program does with its facts: which measures read one, and by which passages.
struct FactUse {
    private var measures: [FactReference: [String]] = [:]
    private var passages: [FactReference: [String]] = [:]
    private let all: Int

    init(_ rulebook: Rulebook) {
        self.all = rulebook.measures.count
        for rule in rulebook.rules { self.note(rule.reads, nil, "\(rule.id): \(rule.cite)") }
        for measure in rulebook.measures {
            for rule in measure.rules { self.note(rule.reads, measure.id, "\(rule.id): \(rule.cite)") }
            self.note(measure.amountReads, measure.id, measure.amountCite)
            if let ladder = measure.ladder { self.note(ladder.reads, measure.id, ladder.cite) }
            // A rule of the application itself counts for every line.
            for rule in rulebook.rules { self.note(rule.reads, measure.id, nil) }
        }
        for limit in rulebook.limits { self.note(limit.reads, nil, "\(limit.id): \(limit.cite)") }
    }

    private mutating func note(_ facts: [FactReference], _ measure: String?, _ passage: String?) {
        for fact in facts {
            if let measure, self.measures[fact]?.contains(measure) != true {
                self.measures[fact, default: []].append(measure)
            }
            if let passage, !passage.isEmpty, self.passages[fact]?.contains(passage) != true {
                self.passages[fact, default: []].append(passage)
            }
        }
    }

    /// The measures whose rules or amounts read the fact, in words.
    func measures(reading fact: FactReference) -> String {
        let measures = self.measures[fact] ?? []
        if measures.isEmpty { return "" }
        return measures.count == self.all ? "all" : measures.joined(separator: ", ")
    }

    /// The passages that the rules reading the fact rest on, a line each.
    func passages(reading fact: FactReference) -> String {
        (self.passages[fact] ?? []).joined(separator: "\n")
    }
}
