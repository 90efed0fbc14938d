/// What an application has of one limit at present.
public struct Holding: Sendable, Hashable {
    /// How firm it is.
    public enum State: String, Sendable, Hashable, CaseIterable {
        /// Provisional, while a person has yet to decide.
        case reserved
        /// Awarded.
        case awarded
    }

    /// The balance that it counts in.
    public let key: BalanceKey
    /// What the limit is counted for: `customer`, `site`, `program` and so on.
    public let scope: String
    /// The line that it is for; `nil` for the application as a whole.
    public let line: String?
    /// Whole cents, not negative.
    ///
    /// A holding of nothing is not kept.
    public let cents: Int64
    /// Whether it is reserved or awarded.
    public let state: State

    /// A holding of `cents` whole cents.
    public init(key: BalanceKey, scope: String, line: String?, cents: Int64, state: State) {
        self.key = key
        self.scope = scope
        self.line = line
        self.cents = cents
        self.state = state
    }
}
