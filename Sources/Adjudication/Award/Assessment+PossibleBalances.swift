import Messages
import Rulebook

extension Assessment {
    /// Every balance that the application could touch, whatever becomes of it: what a later answer may need.
    public var possibleBalances: [BalanceName] {
        let limits = self.lines.flatMap(\.limits).filter { $0.limit.scope != .line }
        return limits.map { BalanceName(limit: $0.limit.id, key: $0.key) }
            + [BalanceName(limit: self.application.rulebook.budget.id, key: self.application.key.program)]
    }
}
