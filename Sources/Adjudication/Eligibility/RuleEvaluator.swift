import FEEL
import Messages
import Rulebook

/// Gives each rule its finding.
///
/// Source: the contract, section "Decision": every rule is evaluated, without short cut; a rule whose condition is
/// known to be false is left out; while the condition is unknown the rule reads "not the condition, or the test".
struct RuleEvaluator {
    var evaluation: Evaluation
    /// The answers that reviewers have given, by task id.
    let outcomes: [String: ReviewOutcome]

    private var application: Application { self.evaluation.application }

    /// The finding of `rule`, `nil` where it does not apply.
    ///
    /// - Parameter leaning: How the lines that the rule leans on stand; `nil` where it leans on none.
    mutating func finding(_ rule: Rule, leaning: LeaningResult? = nil) -> RuleFinding? {
        var condition = Evaluation.Truth.yes
        if let expression = rule.condition {
            condition = self.evaluation.truth(expression)
            if case .no = condition { return nil }
        }
        var test = rule.test.map { self.evaluation.truth($0) } ?? .no
        var inReview = false
        if let leaning { (test, inReview) = leaning.joined(with: test) }
        if case .unknown(let open) = condition {
            // Not the condition, or the test.
            switch test {
            case .yes: break
            case .no:
                test = .unknown(open)
                inReview = false
            case .unknown(let others): test = .unknown(open.merged(others))
            }
        }
        if inReview { return self.make(rule, .review, task: nil) }
        switch test {
        case .yes: return self.make(rule, .met)
        case .unknown(let missing):
            // Nothing is missing here, and yet it is unknown: the line that it leans on waits.
            let waiting = missing.isEmpty ? rule.leaning?.waiting.render(&self.evaluation.frame) : nil
            return self.make(rule, .unknown, missing: missing, message: waiting)
        case .no: return rule.failsTo == .review ? self.review(rule) : self.make(rule, .notMet)
        }
    }

    /// A person decides: by the answer that was given, or by a task.
    private mutating func review(_ rule: Rule) -> RuleFinding {
        let line = self.evaluation.line.map { self.application.lines[$0].id }
        let id = ReviewTask.id(self.application.key, revision: self.application.revision, rule: rule.id, line: line)
        guard let outcome = self.outcomes[id] else {
            let task = rule.task.map { RuleFinding.Opening(self.task($0, id: id, rule: rule, line: line)) }
            return self.make(rule, .review, task: task)
        }
        let note = outcome.note.flatMap { $0.isEmpty ? nil : $0 }
        switch outcome.verdict {
        case .approve:
            return self.make(rule, .met, message: note ?? "A reviewer has approved this.")
        case .deny:
            return self.make(rule, .notMet, failsTo: .deny, message: note ?? "A reviewer has denied this.")
        case .requestInformation:
            return self.make(rule, .unknown, message: note ?? "A reviewer has asked for more information.")
        }
    }

    private mutating func task(_ template: TaskTemplate, id: String, rule: Rule, line: String?) -> ReviewTask {
        var frame = self.evaluation.frame
        let days = template.dueInDays?.evaluate(&frame).number?.wholeInt ?? TaskTemplate.usualDays
        return ReviewTask(
            task: id,
            kind: template.kind,
            rule: rule.id,
            measure: line,
            question: template.question.render(&frame),
            suggested: template.suggested,
            choices: template.choices,
            dueOn: self.application.submittedOn.adding(days: days)?.description,
            setsAmount: template.setsAmount
        )
    }

    private mutating func make(
        _ rule: Rule,
        _ result: FindingResult,
        failsTo: FailureKind? = nil,
        missing: [FactID] = [],
        message: String? = nil,
        task: RuleFinding.Opening? = nil
    ) -> RuleFinding {
        let text = message.map { rule.texts.text(result, $0) } ?? rule.texts.text(result, &self.evaluation.frame)
        let facts = self.evaluation.facts(rule.reads, documents: rule.readsDocuments, missing: missing)
        return RuleFinding(
            finding: Finding(text, facts: facts),
            failsTo: failsTo ?? rule.failsTo,
            missing: missing,
            task: task
        )
    }
}

extension [FactID] {
    /// Both, each once, in order.
    func merged(_ others: [FactID]) -> [FactID] {
        self + others.filter { !self.contains($0) }
    }
}
