/// The program's budget: an operator may set its amount; beyond it applications are waitlisted.
public struct Budget: Sendable {
    /// The limit's id, such as `NYS-BUDGET`.
    public let id: String
    /// The passage that it rests on.
    public let cite: String
}
