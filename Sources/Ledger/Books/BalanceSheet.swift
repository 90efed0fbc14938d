/// The balances that one transaction works on: each is known by its key, and stands in the order in which it was locked.
struct BalanceSheet: Sendable {
    /// Why cents can't be counted.
    enum Mistake: Error {
        /// The balance was not locked.
        case unknown
        /// It would be negative, or too large for a number.
        case outOfBounds
    }

    private var amounts: [(key: BalanceKey, cents: Int64, isChanged: Bool)] = []
    /// Where in ``amounts`` each balance is.
    private var places: [BalanceKey: Int] = [:]

    /// Whole cents of a balance; `nil` if it was not locked.
    subscript(key: BalanceKey) -> Int64? { self.places[key].map { self.amounts[$0].cents } }

    /// Those that were counted in, as they now stand.
    var changed: [(key: BalanceKey, cents: Int64)] {
        self.amounts.lazy.filter(\.isChanged).map { ($0.key, $0.cents) }
    }

    /// Makes room for so many more.
    mutating func reserve(_ count: Int) {
        self.places.reserveCapacity(self.places.count + count)
        self.amounts.reserveCapacity(self.amounts.count + count)
    }

    /// Takes a balance as the ledger has it.
    mutating func lock(_ key: BalanceKey, cents: Int64) {
        let next = self.amounts.count
        let place = self.places.place(of: key, next: next)
        if place == next { self.amounts.append((key, cents, false)) } else { self.amounts[place].cents = cents }
    }

    /// Counts cents, negative ones too; nothing is changed if they can't be.
    mutating func count(_ cents: Int64, in key: BalanceKey) throws(Mistake) {
        guard let place = self.places[key] else { throw .unknown }
        let (sum, overflow) = self.amounts[place].cents.addingReportingOverflow(cents)
        if overflow || sum < 0 { throw .outOfBounds }
        self.amounts[place].cents = sum
        self.amounts[place].isChanged = true
    }
}
