internal import FEEL
internal import Rulebook

/// One rule, to be read.
enum RuleView {
    static func article(_ rule: Rule) -> Node {
        el("article", .style("rule-card")) {
            el("h3") {
                rule.id
                " "
                switch rule.failsTo {
                case .deny: Bits.bad("denies")
                case .incomplete: Bits.pending("asks the applicant")
                case .review: Bits.pending("a person decides")
                }
            }
            el("dl", .style("entries")) {
                Self.entry("If", rule.condition.map(Self.source), isCode: true)
                Self.entry("Requires", rule.test.map(Self.source), isCode: true)
                Self.entry("Leans on lines", rule.leaning.map { Self.source($0.lines) }, isCode: true)
                Self.entry("Source", rule.cite)
                Self.entry("Note", rule.note)
                if let task = rule.task {
                    Self.entry("Task", task.kind.replacing("-", with: " "))
                    Self.entry("Choices", task.choices.isEmpty ? nil : task.choices.joined(separator: ", "))
                    Self.entry(
                        "Due in days",
                        task.dueInDays.map(Self.source) ?? "\(TaskTemplate.usualDays)",
                        isCode: true
                    )
                }
            }
        }
    }

    @Children static func entry(_ label: String, _ text: String?, isCode: Bool = false) -> [Node] {
        if let text, !text.isEmpty {
            el("dt") { label }
            el("dd") { if isCode { el("code") { text } } else { text } }
        }
    }

    /// An expression as its author wrote it, in one line.
    static func source(_ expression: CompiledExpression) -> String {
        let perUnit = "every unit in units satisfies ("
        let isPerUnit = expression.source.hasPrefix(perUnit) && expression.source.hasSuffix("\n)")
        let text = isPerUnit ? String(expression.source.dropFirst(perUnit.count).dropLast(2)) : expression.source
        let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return isPerUnit ? "for every unit: \(line)" : line
    }
}

/// One measure, to be read.
enum MeasureView {
    static func part(_ measure: Measure) -> Node {
        let id = "measure-\(measure.id)"
        return el("section", .labelledBy(id)) {
            el("h2", .id(id)) { "\(measure.id): \(measure.title)" }
            el("dl", .style("entries")) {
                RuleView.entry("Source", measure.cite)
                switch measure.amount {
                case .formula(let formula): RuleView.entry("Amount", RuleView.source(formula), isCode: true)
                case .byTier: RuleView.entry("Amount", "by tier")
                case .setByReviewer: RuleView.entry("Amount", "a reviewer sets it")
                }
                RuleView.entry("Amount’s source", measure.amountCite)
                RuleView.entry("Contractor’s part", measure.reward.map { RuleView.source($0.formula) }, isCode: true)
                RuleView.entry("Class", measure.classification.map(RuleView.source), isCode: true)
                RuleView.entry("Limits", measure.limits.map(\.id).joined(separator: ", "))
            }
            if let ladder = measure.ladder { Self.tiers(ladder) }
            el("details") {
                el("summary") { measure.rules.count == 1 ? "1 rule" : "\(measure.rules.count) rules" }
                for rule in measure.rules { RuleView.article(rule) }
            }
        }
    }

    private static func tiers(_ ladder: TierLadder) -> Node {
        el("table") {
            el("caption") { "Tiers, best first" }
            el("thead") {
                el("tr") { for heading in ["Tier", "When", "Amount"] { el("th", .scope("col")) { heading } } }
            }
            el("tbody") {
                for tier in ladder.tiers {
                    el("tr") {
                        el("th", .scope("row")) { tier.name }
                        el("td") {
                            el("code") { RuleView.source(tier.condition) }
                            el("span", .style("quiet block")) { tier.cite }
                        }
                        el("td") { el("code") { tier.amount.map(RuleView.source) ?? "the measure’s" } }
                    }
                }
            }
        }
    }
}
