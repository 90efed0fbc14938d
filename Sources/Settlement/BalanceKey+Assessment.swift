import Adjudication
import Ledger

extension BalanceKey {
    /// The balance of `name`. Limits are a program's own: another program may have one of the same id.
    init(_ name: Assessment.BalanceName, _ program: String) {
        self.init(limit: "\(program)/\(name.limit)", key: name.key)
    }
}
