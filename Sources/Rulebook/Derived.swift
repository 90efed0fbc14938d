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
    public let readsOthers: Bool

    init(name: String, formula: CompiledExpression, meaning: String) {
        self.name = name
        self.formula = formula
        self.meaning = meaning
        self.readsOthers = formula.reads.contains { $0.shape == "derived" }
    }
}
