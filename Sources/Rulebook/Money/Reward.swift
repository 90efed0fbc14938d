public import FEEL

/// The contractor's part of the incentive, in dollars.
public struct Reward: Sendable {
    /// The formula.
    public let formula: CompiledExpression
    /// A reward that is given once for an application: on the first line, not denied, of those that name the same
    /// group. `nil`: each line has its own.
    public let oncePerApplication: String?
}
