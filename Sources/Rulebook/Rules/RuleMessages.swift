/// What an application is told about a rule, for each way that the rule can end.
public struct RuleMessages: Sendable {
    /// It holds.
    public let met: MessageTemplate
    /// It does not hold.
    public let notMet: MessageTemplate
    /// Facts are missing.
    public let unknown: MessageTemplate
    /// A person decides.
    public let review: MessageTemplate
}
