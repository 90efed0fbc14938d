import FEEL
public import Messages
import Rulebook

/// An application with a finding for every rule that does not lean on other lines.
public struct Eligibility: Sendable {
    /// One line's findings.
    struct Line: Sendable {
        /// The findings in the order of the measure's rules; `nil` where the rule leans and is asked later.
        let findings: [RuleFinding]
        /// The rules that lean on other lines, with their place among the findings.
        let leaning: [(place: Int, rule: Rule)]
        /// The line's class, where its measure has classes: the reviewer's choice, else what the facts say.
        let classification: Value?
        /// The amount that a reviewer has set.
        let amountSet: Cents?
    }

    /// The application.
    public let application: Application
    let findings: [RuleFinding]
    let lines: [Line]
    /// The derived values of each line.
    let derived: [Value?]
    let outcomes: [String: ReviewOutcome]

    /// Gives every rule of `application` its finding.
    ///
    /// Pure: the same application and outcomes give the same findings.
    ///
    /// - Parameter outcomes: The answers that reviewers have given to tasks of this revision, by task id.
    public static func assess(_ application: Application, outcomes: [String: ReviewOutcome] = [:]) -> Eligibility {
        var evaluator = RuleEvaluator(evaluation: Evaluation(application), outcomes: outcomes)
        let findings = application.rulebook.rules.compactMap { evaluator.finding($0) }
        let lines = application.lines.indices.map { Self.line($0, &evaluator) }
        return Eligibility(
            application: application,
            findings: findings,
            lines: lines,
            derived: evaluator.evaluation.derived,
            outcomes: outcomes
        )
    }

    private static func line(_ index: Int, _ evaluator: inout RuleEvaluator) -> Line {
        let application = evaluator.evaluation.application
        let measure = application.lines[index].measure
        evaluator.evaluation.enter(line: index)
        let answers = Self.answers(application, index, evaluator.outcomes)
        var classification: Value?
        if let expression = measure.classification {
            let choice = answers.choice.map { Value.text($0) }
            let value = choice ?? expression.evaluate(&evaluator.evaluation.frame)
            classification = value
            evaluator.evaluation.frame[Slots.tier] = value
        }
        var findings: [RuleFinding] = []
        findings.reserveCapacity(measure.rules.count)
        var leaning: [(place: Int, rule: Rule)] = []
        for rule in measure.rules {
            if rule.leaning != nil {
                leaning.append((findings.count, rule))
            } else if let finding = evaluator.finding(rule) {
                findings.append(finding)
            }
        }
        return Line(
            findings: findings,
            leaning: leaning,
            classification: classification,
            amountSet: answers.amount
        )
    }

    /// What reviewers chose and set for a line, where an approval without a choice takes the suggested one.
    private static func answers(
        _ application: Application,
        _ index: Int,
        _ outcomes: [String: ReviewOutcome]
    ) -> (choice: String?, amount: Cents?) {
        guard !outcomes.isEmpty else { return (nil, nil) }
        var choice: String?
        var amount: Cents?
        let line = application.lines[index]
        for rule in line.measure.rules {
            let id = ReviewTask.id(application.key, revision: application.revision, rule: rule.id, line: line.id)
            guard let task = rule.task, let outcome = outcomes[id], outcome.verdict == .approve else { continue }
            if !task.choices.isEmpty { choice = outcome.choice ?? task.suggested }
            if task.setsAmount { amount = outcome.amount }
        }
        return (choice, amount)
    }
}
