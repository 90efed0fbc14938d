import FEEL
import Yams

/// Reads what a measure earns: tiers, amounts, rewards, limits and the budget.
struct MoneyLoader {
    let sink: DiagnosticSink
    let expressions: ExpressionLoader
    let rules: RuleLoader

    private static let ladderKeys = ["of", "rule", "cite", "note", "met", "not_met", "unknown", "best_first"]
    private static let rewardKeys = ["amount", "once_per_application", "cite", "note"]
    private static let tierKeys = ["tier", "when", "amount", "cite"]

    func ladder(_ node: Node, cite: String) -> TierLadder? {
        guard let map = YAMLMap(node, "\"tiers\"", allowed: Self.ladderKeys, sink: self.sink) else { return nil }
        let subject = map.choice("of", RuleSubject.self) ?? .unit
        if subject == .application {
            self.sink.report("tiers are of a line or of a unit", at: map.place("of"))
        }
        let perUnit = subject == .unit
        let tiers = map.list("best_first").compactMap { self.tier($0, perUnit: perUnit, cite: cite) }
        if tiers.isEmpty {
            self.sink.report("\"tiers\" needs \"best_first\": the tiers, the best one first", at: map.place)
        }
        if tiers.contains(where: { ($0.amount == nil) != (tiers[0].amount == nil) }) {
            self.sink.report("either every tier has an amount or none has", at: map.place("best_first"))
        }
        let ruleID = map.string("rule")
        return TierLadder(
            perUnit: perUnit,
            ruleID: ruleID,
            tiers: tiers,
            cite: map.string("cite") ?? cite,
            messages: self.messages(map, needed: ruleID != nil),
            reads: self.expressions.reads(tiers.flatMap { [$0.condition, $0.amount] })
        )
    }

    private func tier(_ node: Node, perUnit: Bool, cite: String) -> TierLadder.Tier? {
        guard let map = YAMLMap(node, "a tier", allowed: Self.tierKeys, sink: self.sink),
            let name = map.required("tier", of: "a tier"),
            let when = map.required("when", of: "a tier")
        else { return nil }
        let reach: ExpressionLoader.Reach = perUnit ? .unit : .line
        guard let condition = self.expressions.compile(when, reach: reach, expecting: .boolean) else { return nil }
        return TierLadder.Tier(
            name: name.text,
            condition: condition,
            amount: map.text("amount").flatMap { self.expressions.compile($0, reach: reach, expecting: .number) },
            cite: map.string("cite") ?? cite
        )
    }

    /// The messages of an amount or a ladder; usual ones stand in where the rulebook has none.
    func messages(_ map: YAMLMap, needed: Bool) -> RuleMessages {
        func message(_ key: String, _ usual: String) -> MessageTemplate {
            guard let text = map.text(key) else { return MessageTemplate([.text(usual)]) }
            return self.expressions.template(text, reach: .line)
        }
        if needed, map.node("not_met") == nil {
            self.sink.report("tiers with a rule need \"not_met\": a sentence for the applicant", at: map.place)
        }
        return RuleMessages(
            met: message("met", "Everything that the amount depends on is known."),
            notMet: message("not_met", "No amount is offered for this."),
            unknown: message("unknown", "The amount depends on facts that are not stated."),
            review: MessageTemplate([.text("A person sets the amount.")])
        )
    }

    func reward(_ node: Node) -> Reward? {
        guard
            let map = YAMLMap(node, "\"contractor_reward\"", allowed: Self.rewardKeys, sink: self.sink),
            let text = map.required("amount", of: "\"contractor_reward\""),
            let formula = self.expressions.compile(text, reach: .line, expecting: .number)
        else { return nil }
        return Reward(formula: formula, oncePerApplication: map.string("once_per_application"))
    }

    private static let limitKeys = ["id", "title", "measures", "scope", "maximum", "if_unknown", "cite", "note"]

    func limit(_ node: Node) -> (limit: Limit, place: SourcePlace)? {
        guard let map = YAMLMap(node, "a limit", allowed: Self.limitKeys, sink: self.sink),
            let id = map.required("id", of: "a limit")?.text
        else { return nil }
        return self.sink.concerning(id) {
            if map.node("scope") == nil {
                let scopes = LimitScope.allCases.map(\.rawValue).joined(separator: ", ")
                self.sink.report("a limit needs \"scope\": \(scopes)", at: map.place)
            }
            if let text = map.text("if_unknown"), text.text != "none" {
                self.sink.report(
                    "\"if_unknown\" can only be \"none\": an unknown maximum is then no maximum",
                    at: text.place
                )
            }
            guard let text = map.required("maximum", of: "a limit"),
                let cite = map.required("cite", of: "a limit"),
                let maximum = self.expressions.compile(text, reach: .line, expecting: .number),
                let scope = map.choice("scope", LimitScope.self)
            else { return nil }
            let limit = Limit(
                id: id,
                measures: Set(map.strings("measures")),
                scope: scope,
                maximum: maximum,
                unknownMeansNone: map.node("if_unknown") != nil,
                cite: cite.text,
                reads: self.expressions.reads([maximum])
            )
            return (limit, map.place)
        }
    }

    func budget(_ node: Node?, prefix: String) -> Budget {
        let usual = Budget(id: "\(prefix)-BUDGET", cite: "The operator's budget for the program")
        guard let node else { return usual }
        guard let map = YAMLMap(node, "\"budget\"", allowed: ["id", "cite", "note"], sink: self.sink) else {
            return usual
        }
        return Budget(id: map.string("id") ?? usual.id, cite: map.string("cite") ?? usual.cite)
    }
}
