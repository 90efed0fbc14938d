import Yams

extension RulebookPage {
    /// What a measure earns, and its own rules.
    mutating func measure(_ measure: Measure) {
        let written = self.outline.measure(measure.id)
        self.page.title("Measure \(measure.id): \(measure.title)", underline: "─")
        self.page.entry("source", measure.cite, indent: 0, column: 10)
        self.page.entry("note", written?["note"]?.oneLine, indent: 0, column: 10)
        let shared = measure.rules.map(\.id).filter { !self.outline.sharing($0).isEmpty }
        self.page.entry("rules", shared.isEmpty ? nil : shared.joined(separator: ", "), indent: 0, column: 10)
        self.page.entry("class", measure.classification?.oneLine, indent: 0, column: 10)
        switch measure.amount {
        case .formula(let formula): self.page.entry("amount", formula.oneLine, indent: 0, column: 10)
        case .byTier: self.page.entry("amount", "by tier", indent: 0, column: 10)
        case .setByReviewer: self.page.entry("amount", "a reviewer sets it", indent: 0, column: 10)
        }
        self.passage(written?["amount"], indent: 0, column: 10)
        if let reward = measure.reward {
            let group = reward.oncePerApplication.map { ", once an application (\($0))" } ?? ""
            self.page.entry("reward", "\(reward.formula.oneLine)\(group)", indent: 0, column: 10)
            self.passage(written?["contractor_reward"], indent: 0, column: 10)
        }
        let limits = measure.limits.map(\.id)
        self.page.entry("limits", limits.isEmpty ? nil : limits.joined(separator: ", "), indent: 0, column: 10)
        if let ladder = written?["tiers"] {
            self.page.entry("tiers", ladder["cite"]?.oneLine ?? "best first", indent: 0, column: 10)
            self.page.entry("", ladder["note"]?.oneLine, indent: 0, column: 10)
        }
        self.page.blank()
        for tier in measure.ladder?.tiers ?? [] {
            self.page.paragraph("tier \(tier.name)", indent: 0)
            self.page.entry("when", tier.condition.oneLine, indent: 4, column: 14)
            self.page.entry("amount", tier.amount?.oneLine, indent: 4, column: 14)
            self.page.entry("source", tier.cite, indent: 4, column: 14)
            self.page.blank()
        }
        for rule in measure.rules where self.outline.sharing(rule.id).isEmpty { self.rule(rule) }
    }

    /// The passage that a part of a measure rests on, and its note.
    private mutating func passage(_ written: Node?, indent: Int, column: Int) {
        self.page.entry("", written?["cite"]?.oneLine, indent: indent, column: column)
        self.page.entry("", written?["note"]?.oneLine, indent: indent, column: column)
    }

    /// The limits and the budget.
    mutating func limits() {
        self.page.title("Limits", underline: "─")
        for limit in self.rulebook.limits {
            self.page.paragraph(limit.id, indent: 0)
            let measures = self.rulebook.measures.map(\.id).filter(limit.measures.contains)
            let entries: [(String, String?)] = [
                ("measures", limit.measures.isEmpty ? "all" : measures.joined(separator: ", ")),
                ("over", limit.scope.words), ("maximum", limit.maximum.oneLine),
                ("", limit.unknownMeansNone ? "none while a fact that it turns on is not stated" : nil),
                ("source", limit.cite), ("note", self.outline.limit(limit.id)?["note"]?.oneLine),
            ]
            for (label, text) in entries { self.page.entry(label, text, indent: 4, column: 14) }
            self.page.blank()
        }
        self.page.paragraph("\(self.rulebook.budget.id)  the budget that an operator may set", indent: 0)
        self.page.entry("source", self.rulebook.budget.cite, indent: 4, column: 14)
        self.page.entry("note", self.outline["budget"]?["note"]?.oneLine, indent: 4, column: 14)
    }
}

extension FailureKind {
    /// What a failure means, in words.
    var words: String {
        switch self {
        case .deny: "denies"
        case .incomplete: "asks the applicant"
        case .review: "a person decides"
        }
    }
}

extension LimitScope {
    /// Over what it adds up, in words.
    var words: String {
        switch self {
        case .line: "the line alone"
        case .customer: "the customer, all applications"
        case .home: "the home, all applications"
        case .dwellingUnit: "the dwelling unit, all applications"
        case .program: "the program"
        }
    }
}
