import FEEL
import Yams

/// Finds rules that nobody or everybody meets, or that never apply.
struct RuleFindings {
    private let rulebook: Rulebook
    private let report: AnalysisReport

    init(_ rulebook: Rulebook, _ report: AnalysisReport) {
        self.rulebook = rulebook
        self.report = report
    }

    func look() {
        for (rule, measures) in self.rulebook.distinctRules {
            let conditionIsOpen = self.lookAtCondition(rule, measures)
            guard rule.leaning == nil, let test = rule.test else { continue }
            if self.lookAtTest(rule, test, measures), conditionIsOpen { self.lookAtBoth(rule, test, measures) }
        }
        for measure in self.rulebook.measures { self.lookAtPairs(measure) }
    }

    /// Tells of a condition that is constant; `true` if it isn't.
    private func lookAtCondition(_ rule: Rule, _ measures: [Measure]) -> Bool {
        guard let condition = rule.condition, let seen = self.truths([condition], measures) else { return true }
        let place = self.report.outline.rule(rule.id)
        if seen == [[true]], !condition.asksWhetherStated {
            self.report.tell(
                .warning,
                rule.id,
                "every application meets the condition; leave \"if\" out if that is meant",
                at: place?["if"],
                place
            )
            return false
        }
        if seen == [[false]] {
            self.report.tell(
                .warning,
                rule.id,
                "no application meets the condition, so the rule never applies",
                at: place?["if"],
                place
            )
            return false
        }
        return true
    }

    /// Tells of a test that is constant; `true` if it isn't.
    private func lookAtTest(_ rule: Rule, _ test: CompiledExpression, _ measures: [Measure]) -> Bool {
        let place = self.report.outline.rule(rule.id)
        // Written out it is meant: a person always decides, or whatever the condition picks is denied.
        if test.oneLine == "false" {
            if rule.failsTo != .review, rule.condition == nil {
                self.report.tell(.warning, rule.id, "no application can meet this rule", at: place?["require"], place)
            }
            return false
        }
        guard let seen = self.truths([test], measures) else { return true }
        if seen == [[true]], !test.asksWhetherStated {
            self.report.tell(
                .warning,
                rule.id,
                "every application meets this rule once its facts are stated",
                at: place?["require"],
                place
            )
            return false
        }
        if seen == [[false]] {
            // A line can't be approved any more, unless a person does it or a condition spares it.
            let isHopeless = rule.failsTo != .review && rule.condition == nil
            self.report.tell(
                isHopeless ? .error : .warning,
                rule.id,
                rule.condition == nil
                    ? "no application can meet this rule" : "no application to which this rule applies can meet it",
                at: place?["require"],
                place
            )
            return false
        }
        return true
    }

    /// Tells of a test that is constant where the condition holds.
    private func lookAtBoth(_ rule: Rule, _ test: CompiledExpression, _ measures: [Measure]) {
        guard let condition = rule.condition, let seen = self.truths([condition, test], measures) else { return }
        let place = self.report.outline.rule(rule.id)
        let results = Set(seen.filter { $0[0] == true }.map { $0[1] })
        if results == [true], !test.asksWhetherStated {
            self.report.tell(
                .warning,
                rule.id,
                "every application to which this rule applies meets it",
                at: place?["require"],
                place
            )
        }
        if results == [false] {
            self.report.tell(
                .warning,
                rule.id,
                "no application to which this rule applies can meet it",
                at: place?["require"],
                place
            )
        }
    }

    /// Tells of two rules of a measure that can't both be met.
    private func lookAtPairs(_ measure: Measure) {
        let rules = (self.rulebook.rules + measure.rules)
            .filter { $0.failsTo == .deny && $0.condition == nil && $0.leaning == nil }
        for (index, first) in rules.enumerated() {
            for second in rules[(index + 1)...] where !Set(first.reads).isDisjoint(with: second.reads) {
                guard let one = first.test, let other = second.test, let seen = self.truths([one, other], [measure])
                else { continue }
                // What either alone can't meet has been told.
                let isMet = [0, 1].allSatisfy { place in seen.contains { $0[place] == true } }
                guard isMet, !seen.contains([true, true]) else { continue }
                self.report.tell(
                    .error,
                    second.id,
                    "no application for measure \(measure.id) can meet both this rule and \(first.id)",
                    at: self.report.outline.rule(second.id)?["require"]
                )
            }
        }
    }

    /// The combinations of results that `expressions` can have, `nil` where a grid can't tell.
    private func truths(_ expressions: [CompiledExpression], _ measures: [Measure]) -> Set<[Bool?]>? {
        guard let grid = Grid(self.rulebook, measures: measures, expressions: expressions) else { return nil }
        var seen: Set<[Bool?]> = []
        grid.forEach { frame, _ in
            seen.insert(expressions.map { $0.evaluate(&frame).boolean })
            return true
        }
        return seen
    }
}

extension CompiledExpression {
    /// Whether it asks for a fact to be there at all, so that it is false only where the fact isn't.
    var asksWhetherStated: Bool {
        self.source.contains("null") || self.source.contains("is defined")
    }
}
