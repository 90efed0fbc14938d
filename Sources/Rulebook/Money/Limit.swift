public import FEEL

/// A maximum over a line, customer, home or dwelling unit.
public final class Limit: Sendable {
    /// Its id, such as `EW-HP-CAP`.
    public let id: String
    /// The measures whose awards count in it; empty: all.
    public let measures: Set<String>
    /// Over what it adds up.
    public let scope: LimitScope
    /// The maximum in dollars for the application at hand; null: awards count, but nothing is cut.
    public let maximum: CompiledExpression
    /// Whether an unknown maximum means that there is none, rather than that the amount is unknown.
    public let unknownMeansNone: Bool
    /// The passage that it rests on.
    public let cite: String
    /// The facts that the maximum reads.
    public let reads: [FactReference]

    init(
        id: String,
        measures: Set<String>,
        scope: LimitScope,
        maximum: CompiledExpression,
        unknownMeansNone: Bool,
        cite: String,
        reads: [FactReference]
    ) {
        self.id = id
        self.measures = measures
        self.scope = scope
        self.maximum = maximum
        self.unknownMeansNone = unknownMeansNone
        self.cite = cite
        self.reads = reads
    }

    /// Whether awards for `measure` count in it.
    public func covers(_ measure: String) -> Bool {
        self.measures.isEmpty || self.measures.contains(measure)
    }
}
