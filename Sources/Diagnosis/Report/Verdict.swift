/// How a check ended.
public enum Verdict: String, Sendable, CaseIterable {
    /// Nothing is wrong.
    case ok
    /// It works, and somebody should look at it.
    case warning
    /// It does not work, or what is promised is not kept.
    case fault
    /// It could not be looked at.
    case skipped
}
