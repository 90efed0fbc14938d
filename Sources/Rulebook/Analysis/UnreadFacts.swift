import FEEL
import Yams

/// Finds facts and derived values that nothing reads, and limits that name no measure.
struct UnreadFacts {
    private let rulebook: Rulebook
    private let report: AnalysisReport

    init(_ rulebook: Rulebook, _ report: AnalysisReport) {
        self.rulebook = rulebook
        self.report = report
    }

    func look() {
        var read = Set(self.expressions.flatMap(\.reads))
        // A later derived value may read an earlier one; what nothing reads keeps nothing alive.
        for derived in self.rulebook.derived.reversed() {
            let field = FieldRead(shape: self.rulebook.derivedShape.name, field: derived.name)
            if read.contains(field) {
                read.formUnion(derived.formula.reads)
            } else {
                let name = "derived.\(derived.name)"
                self.report.tell(
                    .warning,
                    name,
                    "this value is derived, and nothing reads it",
                    at: self.report.outline.derived(derived.name)
                )
            }
        }
        for home in FactHome.allCases {
            for fact in self.rulebook.facts[home].facts where !fact.isCommon {
                if read.contains(FieldRead(shape: home.rawValue, field: fact.name)) { continue }
                self.report.tell(
                    .warning,
                    fact.path,
                    "this fact is declared, and nothing reads it",
                    at: self.report.outline.fact(home, fact.name)
                )
            }
        }
        for limit in self.rulebook.limits where limit.measures.isEmpty {
            guard let written = self.report.outline.limit(limit.id)?["measures"] else { continue }
            self.report.tell(
                .warning,
                limit.id,
                "no measure is named, so the limit holds for all; leave \"measures\" out if that is meant",
                at: written
            )
        }
    }

    /// Every expression of the rulebook but the derived values' own.
    private var expressions: [CompiledExpression] {
        var all: [CompiledExpression?] = self.rulebook.limits.map(\.maximum)
        for rule in self.rulebook.rules + self.rulebook.measures.flatMap(\.rules) {
            all += [rule.condition, rule.test, rule.leaning?.lines, rule.leaning?.condition, rule.task?.dueInDays]
            all += Self.expressions(rule.messages)
            all += rule.leaning?.waiting.expressions ?? []
            all += rule.task?.question.expressions ?? []
        }
        for measure in self.rulebook.measures {
            all += [measure.classification, measure.reward?.formula]
            if case .formula(let formula) = measure.amount { all.append(formula) }
            all += Self.expressions(measure.amountMessages)
            for tier in measure.ladder?.tiers ?? [] { all += [tier.condition, tier.amount] }
            all += measure.ladder.map { Self.expressions($0.messages) } ?? []
        }
        return all.compactMap { $0 }
    }

    private static func expressions(_ messages: RuleMessages) -> [CompiledExpression] {
        [messages.met, messages.notMet, messages.unknown, messages.review].flatMap(\.expressions)
    }
}
