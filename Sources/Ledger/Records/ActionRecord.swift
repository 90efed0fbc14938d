/// What an operator did by hand to queues or ledger, kept for later questions; only added to.
public struct ActionRecord: Sendable, Hashable {
    /// When, in milliseconds since 1970.
    public let at: Int64
    /// Who: the user of the machine.
    public let by: String
    /// What, such as `dead-letters replay`.
    public let action: String
    /// On what and with which result, as a JSON object; without anything personal.
    public let detail: String

    /// An action of all its parts.
    public init(at: Int64, by: String, action: String, detail: String) {
        self.at = at
        self.by = by
        self.action = action
        self.detail = detail
    }
}
