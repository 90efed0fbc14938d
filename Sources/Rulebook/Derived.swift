public import FEEL

/// A value that rules and amounts of a line share, such as a sizing ratio: named once, computed once a line.
public struct Derived: Sendable {
    /// Its name: expressions read it as `derived.<name>`.
    public let name: String
    /// How it is computed.
    public let formula: CompiledExpression
    /// What it means, for people.
    public let meaning: String
    /// Whether its formula reads derived values that were computed before.
    public var readsOthers: Bool { self.formula.reads.contains { $0.shape == "derived" } }
}
