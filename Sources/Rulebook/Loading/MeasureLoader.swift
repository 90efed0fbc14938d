import FEEL
import Yams

/// Reads the measures of a rulebook.
struct MeasureLoader {
    let sink: DiagnosticSink
    let expressions: ExpressionLoader
    let rules: RuleLoader
    let money: MoneyLoader
    let prefix: String
    let derived: [Derived]
    let limits: [Limit]
    let shared: [RuleLoader.Loaded]

    private static let keys = [
        "measure", "title", "cite", "note", "rules", "tiers", "class", "amount", "contractor_reward",
    ]
    private static let amountKeys = ["formula", "set_by", "needs", "cite", "note", "met", "unknown"]

    func load(_ node: Node) -> (measure: Measure, place: SourcePlace)? {
        guard let map = YAMLMap(node, "a measure", allowed: Self.keys, sink: self.sink),
            let id = map.required("measure", of: "a measure")?.text
        else { return nil }
        return self.sink.concerning("measure \(id)") {
            self.measure(id, map).map { ($0, map.place) }
        }
    }

    private func measure(_ id: String, _ map: YAMLMap) -> Measure? {
        let cite = map.required("cite", of: "a measure")?.text ?? ""
        let own = map.list("rules")
            .compactMap {
                self.rules.load($0, subjects: [.line, .unit], usual: .line, cite: cite)?.rule
            }
        let rules = self.shared.filter { $0.measures.contains(id) }.map(\.rule) + own
        let ladder = map.node("tiers").flatMap { self.money.ladder($0, cite: cite) }
        let classification = map.text("class")
            .flatMap {
                self.expressions.compile($0, reach: .line, expecting: .text)
            }
        if ladder != nil, classification != nil {
            self.sink.report("a measure has \"tiers\" or a \"class\", not both", at: map.place("class"))
        }
        guard let (amount, amountMap) = self.amount(map, ladder: ladder) else { return nil }
        let reward = map.node("contractor_reward").flatMap { self.money.reward($0) }
        let limits = self.limits.filter { $0.covers(id) }
        let amountRuleID: String? =
            switch amount {
            case .setByReviewer: nil
            case .byTier, .formula: ladder?.ruleID == nil ? "\(self.prefix)-AMOUNT" : nil
            }
        var formulas: [CompiledExpression?] = [reward?.formula, classification]
        if case .formula(let formula) = amount { formulas.append(formula) }
        let maxima = limits.filter { !$0.unknownMeansNone }.map(\.maximum)
        let tiers = ladder?.tiers.flatMap { [$0.condition, $0.amount] } ?? []
        let all =
            formulas + tiers + limits.map(\.maximum)
            + rules.flatMap { rule -> [CompiledExpression?] in
                let messages = rule.messages
                let templates = [
                    messages.met, messages.notMet, messages.unknown, messages.review, rule.leaning?.waiting,
                    rule.task?.question,
                ]
                return [
                    rule.condition, rule.test, rule.leaning?.lines, rule.leaning?.condition, rule.task?.dueInDays,
                ]
                    + templates.compactMap { $0 }.flatMap(\.expressions)
            }
        return Measure(
            id: id,
            title: map.required("title", of: "a measure")?.text ?? id,
            cite: cite,
            rules: rules,
            ladder: ladder,
            classification: classification,
            amount: amount,
            amountRuleID: amountRuleID,
            amountCite: amountMap?.string("cite") ?? cite,
            amountMessages: self.money.messages(amountMap ?? map, needed: false),
            amountNeedsUnits: amountMap?.strings("needs").contains("units") ?? false,
            amountReads: self.expressions.reads(formulas + tiers + maxima),
            reward: reward,
            derived: self.expressions.derived(all, formulas: self.derived),
            limits: limits
        )
    }

    private func amount(_ map: YAMLMap, ladder: TierLadder?) -> (Amount, YAMLMap?)? {
        let tiersPay = ladder?.tiers.first?.amount != nil
        guard let node = map.node("amount") else {
            if tiersPay { return (.byTier, nil) }
            self.sink.report(
                "a measure needs an \"amount\": a formula, tiers with amounts, or set_by: reviewer",
                at: map.place
            )
            return nil
        }
        if tiersPay {
            self.sink.report("the tiers have amounts already", at: map.place("amount"))
            return nil
        }
        guard let amount = YAMLMap(node, "\"amount\"", allowed: Self.amountKeys, sink: self.sink) else { return nil }
        for need in amount.strings("needs") where need != "units" {
            self.sink.report("\"needs\" can only be \"units\"", at: amount.place("needs"))
        }
        if let text = amount.text("set_by") {
            if text.text != "reviewer" { self.sink.report("\"set_by\" can only be \"reviewer\"", at: text.place) }
            return (.setByReviewer, amount)
        }
        guard let text = amount.required("formula", of: "\"amount\""),
            let formula = self.expressions.compile(text, reach: .line, expecting: .number)
        else { return nil }
        return (.formula(formula), amount)
    }
}
