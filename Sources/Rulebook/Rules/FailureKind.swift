/// What it means that a rule is not met.
public enum FailureKind: String, Sendable, CaseIterable {
    /// The line is denied.
    case deny
    /// The applicant can send or correct something.
    case incomplete
    /// A person decides.
    case review
}
