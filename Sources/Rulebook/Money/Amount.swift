public import FEEL

/// How a measure's incentive is found, before limits.
public enum Amount: Sendable {
    /// A formula in dollars over the line's facts.
    case formula(CompiledExpression)
    /// Each tier names its own.
    case byTier
    /// The program publishes none: a reviewer sets it.
    case setByReviewer
}
