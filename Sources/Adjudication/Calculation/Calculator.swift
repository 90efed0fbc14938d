import FEEL
import Messages
import Rulebook

extension Eligibility {
    /// Gives every line its amount before limits, asks the rules that lean on other lines, and tells every status.
    ///
    /// Pure: the same eligibility gives the same assessment.
    public func calculate() -> Assessment {
        var calculator = Calculator(self)
        return calculator.assessment()
    }
}

/// Works on one application.
private struct Calculator {
    /// What is known of a line before it is told whether it leans well.
    private struct Draft {
        var tier: String?
        var calculated: Cents?
        var limits: [Assessment.LimitAtHand] = []
        var findings: [RuleFinding] = []
        var status: LineStatus?
        var isVisiting = false
    }

    private let eligibility: Eligibility
    private let application: Application
    private var evaluator: RuleEvaluator
    private var drafts: [Draft]

    init(_ eligibility: Eligibility) {
        self.eligibility = eligibility
        self.application = eligibility.application
        self.evaluator = RuleEvaluator(
            evaluation: Evaluation(eligibility.application, derived: eligibility.derived),
            outcomes: eligibility.outcomes
        )
        self.drafts = eligibility.lines.map { Draft(findings: $0.findings) }
    }

    mutating func assessment() -> Assessment {
        for index in self.drafts.indices { self.price(index) }
        for index in self.drafts.indices { _ = self.status(index) }
        let rewards = self.rewards()
        let lines = self.drafts.indices.map { index in
            let draft = self.drafts[index]
            return Assessment.Line(
                id: self.application.lines[index].id,
                measure: self.application.lines[index].measure,
                status: draft.status ?? .denied,
                tier: draft.tier,
                calculated: draft.calculated,
                reward: rewards[index],
                limits: draft.limits,
                findings: draft.findings
            )
        }
        return Assessment(application: self.application, findings: self.eligibility.findings, lines: lines)
    }

    private mutating func enter(_ index: Int) {
        self.evaluator.evaluation.enter(line: index)
        if let classification = self.eligibility.lines[index].classification {
            self.evaluator.evaluation.frame[Slots.tier] = classification
        }
    }

    /// The line's tier, amount and limits, with the finding that stands for them.
    private mutating func price(_ index: Int) {
        self.enter(index)
        let measure = self.application.lines[index].measure
        let amount = self.evaluator.evaluation.amount(measure, set: self.eligibility.lines[index].amountSet)
        let (limits, missingOfLimits) = self.limits(measure, index)
        self.drafts[index].limits = limits
        self.drafts[index].calculated = amount.cents
        self.drafts[index].tier = amount.tier ?? self.eligibility.lines[index].classification?.text
        let open = amount.missing.merged(missingOfLimits)
        guard let texts = measure.amountTexts else { return }
        let result: FindingResult
        if measure.ladder?.ruleID != nil {
            result = amount.reachesNoTier ? .notMet : open.isEmpty ? .met : .unknown
        } else {
            // An amount that came to nothing though every fact is known is more than a ledger holds.
            let isPayable = amount.cents != nil || amount.reachesNoTier
            result = open.isEmpty && isPayable ? .met : .unknown
        }
        let finding = Finding(
            texts.text(result, &self.evaluator.evaluation.frame),
            facts: self.evaluator.evaluation.facts(measure.amountFacts, documents: false, missing: open)
        )
        let missing = result == .unknown ? open : []
        self.drafts[index].findings.append(RuleFinding(finding: finding, failsTo: .deny, missing: missing, task: nil))
    }

    private mutating func limits(_ measure: Measure, _ index: Int) -> ([Assessment.LimitAtHand], missing: [FactID]) {
        var limits: [Assessment.LimitAtHand] = []
        limits.reserveCapacity(measure.limits.count)
        var missing: [FactID] = []
        for limit in measure.limits {
            let maximum: Cents?
            switch limit.maximum.evaluate(&self.evaluator.evaluation.frame) {
            case .number(let number):
                let cents = number.rounded(scale: 2, .halfUp).scaled(by: 2) ?? (number.isNegative ? 0 : .max)
                maximum = Cents(max(0, cents))
            case .unknown(let set):
                if !limit.unknownMeansNone { missing = missing.merged(set.ids.map(FactID.init(rawValue:))) }
                continue
            default:
                maximum = nil
            }
            let key = self.application.limitKey(limit.scope, line: index)
            limits.append(Assessment.LimitAtHand(limit: limit, key: key, maximum: maximum))
        }
        return (limits, missing)
    }

    /// A line's status; first that of the lines which it leans on.
    private mutating func status(_ index: Int) -> LineStatus {
        if let status = self.drafts[index].status { return status }
        // Lines that lean on each other in a ring hold nobody up.
        if self.drafts[index].isVisiting { return .denied }
        self.drafts[index].isVisiting = true
        for (added, leaning) in self.eligibility.lines[index].leaning.enumerated() {
            let result = self.leaning(leaning.rule, of: index)
            self.enter(index)
            if let finding = self.evaluator.finding(leaning.rule, leaning: result) {
                let place = min(leaning.place + added, self.drafts[index].findings.count)
                self.drafts[index].findings.insert(finding, at: place)
            }
        }
        let status = Self.status(self.eligibility.findings, self.drafts[index].findings)
        self.drafts[index].status = status
        self.drafts[index].isVisiting = false
        return status
    }

    /// The best status among the other lines that the rule selects.
    private mutating func leaning(_ rule: Rule, of index: Int) -> LeaningResult {
        guard let leaning = rule.leaning else { return .denied }
        self.enter(index)
        var open: [FactID]?
        if let condition = leaning.condition {
            switch self.evaluator.evaluation.truth(condition) {
            case .yes: break
            case .no: return .denied
            case .unknown(let missing): open = missing
            }
        }
        var best = LeaningResult.denied
        var bestLine: Int?
        for other in self.drafts.indices where other != index {
            self.evaluator.evaluation.frame[Slots.other] = self.application.lines[other].facts
            let selected = self.evaluator.evaluation.truth(leaning.lines)
            if case .no = selected { continue }
            let status = self.status(other)
            self.enter(index)
            let result = LeaningResult(status, isSure: selected.isYes)
            if result.rank > best.rank { (best, bestLine) = (result, other) }
        }
        // Messages can name the line that counts.
        self.evaluator.evaluation.frame[Slots.other] = bestLine.map { self.application.lines[$0].facts } ?? .null
        if let open, best.rank > 0 { return .open(open) }
        return best
    }

    /// What the findings of the application and those of a line make of the line.
    private static func status(_ shared: [RuleFinding], _ own: [RuleFinding]) -> LineStatus {
        var status = LineStatus.approved
        for findings in [shared, own] {
            for finding in findings {
                switch finding.result {
                case .met: continue
                case .notMet where finding.failsTo == .deny: return .denied
                case .notMet, .unknown: status = .incomplete
                case .review: if status == .approved { status = .inReview }
                }
            }
        }
        return status
    }

    /// The contractor's part of each line; one that is given once stands on the first line that is not denied.
    private mutating func rewards() -> [Cents] {
        var given: Set<String> = []
        var rewards = [Cents](repeating: .zero, count: self.drafts.count)
        for index in self.drafts.indices where self.drafts[index].status != .denied {
            guard let reward = self.application.lines[index].measure.reward else { continue }
            if let group = reward.oncePerApplication, !given.insert(group).inserted { continue }
            self.enter(index)
            if let tier = self.drafts[index].tier { self.evaluator.evaluation.frame[Slots.tier] = .text(tier) }
            let dollars = reward.formula.evaluate(&self.evaluator.evaluation.frame).number
            rewards[index] = AmountResult(dollars: dollars).cents ?? .zero
        }
        return rewards
    }
}

extension LeaningResult {
    /// What a line of `status` is worth to one that leans on it.
    ///
    /// - Parameter isSure: Whether the line is known to be of the kind that is asked for; else it counts as
    ///   incomplete at best.
    fileprivate init(_ status: LineStatus, isSure: Bool) {
        switch status {
        case .approved: self = isSure ? .approved : .incomplete
        case .inReview: self = isSure ? .inReview : .incomplete
        case .incomplete: self = .incomplete
        case .denied, .withdrawn: self = .denied
        }
    }

    fileprivate var rank: Int {
        switch self {
        case .denied, .open: 0
        case .incomplete: 1
        case .inReview: 2
        case .approved: 3
        }
    }
}

extension Evaluation.Truth {
    fileprivate var isYes: Bool {
        if case .yes = self { return true }
        return false
    }
}
