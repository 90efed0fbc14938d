public import FEEL

/// The tiers of a measure, best first.
///
/// The best tier whose condition holds applies. A better tier that turns on an unknown fact, and that nothing
/// known rules out, leaves the tier unknown: the applicant would lose money otherwise.
public struct TierLadder: Sendable {
    /// One tier.
    public struct Tier: Sendable {
        /// Its name, such as `"2"`.
        public let name: String
        /// What must hold for it.
        public let condition: CompiledExpression
        /// Its amount in dollars; `nil` where the measure's own amount applies.
        public let amount: CompiledExpression?
        /// The passage that it rests on.
        public let cite: String
    }

    /// Whether each unit has a tier (amounts are then summed), or the line has one.
    public let perUnit: Bool
    /// The rule that stands for the tiers in the findings; `nil` where the amount's rule does.
    public let ruleID: String?
    /// The tiers, best first.
    public let tiers: [Tier]
    /// The passage that the ladder rests on.
    public let cite: String
    /// What an application is told about `ruleID`.
    public let messages: RuleMessages
    /// The facts that the tiers read.
    public let reads: [FactReference]
}
