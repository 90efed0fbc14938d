import Adjudication
import Ledger

extension BalanceKey {
    /// The balance of `name` within its program, since another program may have a limit of the same id.
    init(_ name: Assessment.BalanceName, _ program: String) {
        self.init(limit: "\(program)/\(name.limit)", key: name.key)
    }
}
