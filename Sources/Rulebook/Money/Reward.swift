public import FEEL

/// The contractor's part of the incentive, in dollars.
public struct Reward: Sendable {
    /// The formula.
    public let formula: CompiledExpression
    /// The group of lines of which only the first, not denied, earns the reward; `nil` where each line has its own.
    public let oncePerApplication: String?
}
