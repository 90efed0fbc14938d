/// What a rule is asked of.
public enum RuleSubject: String, Sendable, CaseIterable {
    /// The application as a whole; its result counts for every line.
    case application
    /// One line.
    case line
    /// Every unit of a line; unknown for a line without units.
    case unit
}
