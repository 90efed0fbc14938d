public import FEEL

/// A rule's reliance on the status of other lines of the same application.
///
/// The best of the lines that `lines` selects counts: approved, then in review, then incomplete, then denied.
public struct Leaning: Sendable {
    /// Which other lines count: a condition over `other`.
    public let lines: CompiledExpression
    /// When leaning is allowed at all, `nil` for always; where it is known to be false only the rule's test counts.
    public let condition: CompiledExpression?
    /// What an application is told while the best of those lines is incomplete; it can name that line as `other`.
    public let waiting: MessageTemplate
}
