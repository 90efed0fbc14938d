import Adjudication
import Ledger

/// What limits are called in the ledger: within their programs, since another one may have a limit of the same id.
///
/// An application names some ten balances; put together once a batch, equal names are also one text in memory, which
/// makes them cheap to compare.
final class BalanceNames {
    private var known: [(program: String, limit: String, name: String)] = []

    /// The balance of `name` within `program`.
    func key(_ name: Assessment.BalanceName, _ program: String) -> BalanceKey {
        // Rulebooks have few limits: looking through them costs less than hashing.
        for entry in self.known where entry.limit == name.limit && entry.program == program {
            return BalanceKey(limit: entry.name, key: name.key)
        }
        let key = BalanceKey(name, program)
        self.known.append((program, name.limit, key.limit))
        return key
    }
}
