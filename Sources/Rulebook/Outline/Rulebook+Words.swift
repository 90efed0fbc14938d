public import FEEL

extension Rulebook {
    /// When the edition is in force, in words.
    public var inForce: String {
        switch (self.from, self.until) {
        case (.none, .none): "always"
        case (.some(let from), .none): "from \(from)"
        case (.none, .some(let until)): "until \(until)"
        case (.some(let from), .some(let until)): "\(from) to \(until)"
        }
    }

    /// The ids of all its rules, those that stand for tiers and amounts included; distinct, in order of appearance.
    public var ruleIDs: [String] {
        var seen: Set<String> = []
        let ids =
            self.rules.map(\.id)
            + self.measures.flatMap { measure in
                measure.rules.map(\.id) + [measure.ladder?.ruleID, measure.amountRuleID].compactMap { $0 }
            }
        return ids.filter { seen.insert($0).inserted }
    }

    /// Its rules, each once, with the measures that it holds for; none for a rule of the application.
    var distinctRules: [(rule: Rule, measures: [Measure])] {
        var order: [String] = []
        var found: [String: (rule: Rule, measures: [Measure])] = [:]
        for rule in self.rules {
            order.append(rule.id)
            found[rule.id] = (rule, [])
        }
        for measure in self.measures {
            for rule in measure.rules {
                if found[rule.id] == nil { order.append(rule.id) }
                found[rule.id, default: (rule, [])].measures.append(measure)
            }
        }
        return order.compactMap { found[$0] }
    }
}

extension FactDeclaration {
    /// Its name as expressions write it: `unit.seer`.
    public var path: String { "\(self.home.rawValue).\(self.name)" }

    /// Its bounds and default in words, `nil` where it has none.
    var terms: String? {
        var terms: [String] = []
        if let atLeast, !atLeast.isZero || self.type == .number { terms.append("at least \(atLeast)") }
        if let above { terms.append("above \(above)") }
        if let defaultValue { terms.append("\(defaultValue.plain) where not stated") }
        if let unknownIf { terms.append("\(unknownIf) counts as not stated") }
        return terms.isEmpty ? nil : terms.joined(separator: ", ")
    }
}

extension Value {
    /// The value as a person writes it.
    public var plain: String {
        switch self {
        case .text(let text): text
        case .number(let number): number.description
        case .boolean(let boolean): boolean ? "true" : "false"
        case .date(let date): date.description
        case .null, .unknown: "nothing"
        default: self.kindName
        }
    }
}
