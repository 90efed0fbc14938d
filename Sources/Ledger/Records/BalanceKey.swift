/// What one limit counts under: a customer, a dwelling, a program.
public struct BalanceKey: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The limit's id, such as `EW-HP-CAP`.
    public let limit: String
    /// Whom or what it is counted for, such as `C-1`.
    public let key: String

    /// Names the balance of `limit` for `key`.
    public init(limit: String, key: String) {
        self.limit = limit
        self.key = key
    }

    /// By the key alone, which few limits of a program share.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(self.key)
    }

    /// `limit:key`.
    public var description: String { "\(self.limit):\(self.key)" }

    /// The order in which balances are locked, the same for every worker.
    public static func < (left: BalanceKey, right: BalanceKey) -> Bool {
        (left.limit, left.key) < (right.limit, right.key)
    }
}
