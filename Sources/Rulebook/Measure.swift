public import FEEL

/// One measure of a program: what an applicant installs, the rules for it, and what it earns.
public final class Measure: Sendable {
    /// Its id, as a line's `measure` names it.
    public let id: String
    /// Its name, for people.
    public let title: String
    /// The passage that it rests on.
    public let cite: String
    /// Its rules in the order of the findings; those shared with other measures come first.
    public let rules: [Rule]
    /// Its tiers.
    public let ladder: TierLadder?
    /// A class that is told as the line's tier: an expression that gives a text.
    public let classification: CompiledExpression?
    /// Its incentive.
    public let amount: Amount
    /// The findings' id for the amount; `nil` where a tier's rule stands in its place or a reviewer sets the amount.
    public let amountRuleID: String?
    /// The passage that the amount rests on.
    public let amountCite: String
    /// What an application is told about the amount.
    public let amountMessages: RuleMessages
    /// Whether the amount is unknown for a line without units, though its formula doesn't read them.
    public let amountNeedsUnits: Bool
    /// The facts that amount and limits are computed from.
    public let amountReads: [FactReference]
    /// What the finding says that stands for the amount: that of the ladder's rule, or that of the amount's; `nil`
    /// where a reviewer sets the amount and no tier has a rule.
    public let amountTexts: RuleTexts?
    /// The facts that this finding tells, distinct.
    public let amountFacts: [FactReference]
    /// The contractor's part.
    public let reward: Reward?
    /// The derived values that its rules and amounts read, in the order in which they are computed.
    public let derived: [Int]
    /// The limits that its awards count in, in order.
    public let limits: [Limit]

    init(
        id: String,
        title: String,
        cite: String,
        rules: [Rule],
        ladder: TierLadder?,
        classification: CompiledExpression?,
        amount: Amount,
        amountRuleID: String?,
        amountCite: String,
        amountMessages: RuleMessages,
        amountNeedsUnits: Bool,
        amountReads: [FactReference],
        reward: Reward?,
        derived: [Int],
        limits: [Limit]
    ) {
        self.id = id
        self.title = title
        self.cite = cite
        self.rules = rules
        self.ladder = ladder
        self.classification = classification
        self.amount = amount
        self.amountRuleID = amountRuleID
        self.amountCite = amountCite
        self.amountMessages = amountMessages
        self.amountNeedsUnits = amountNeedsUnits
        self.amountReads = amountReads
        if let ladder, let ruleID = ladder.ruleID {
            self.amountTexts = RuleTexts(rule: ruleID, cite: ladder.cite, messages: ladder.messages)
            var seen: Set<FactReference> = []
            self.amountFacts = (ladder.reads + amountReads).filter { seen.insert($0).inserted }
        } else {
            self.amountTexts = amountRuleID.map { RuleTexts(rule: $0, cite: amountCite, messages: amountMessages) }
            self.amountFacts = amountReads
        }
        self.reward = reward
        self.derived = derived
        self.limits = limits
    }
}
