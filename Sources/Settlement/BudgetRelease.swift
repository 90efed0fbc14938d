public import Ledger
public import Messages
public import Rulebook

/// Offers what a budget has left to applications on its waitlist, in one transaction.
///
/// Each is decided as it would be if it were handed in now. One that needs more than what is left is passed over, as a
/// new submission would be, unless the release is strict.
public struct BudgetRelease: BatchPlan {
    /// To whom it is offered, the oldest first.
    public let offers: [ApplicationKey]
    /// Whether nobody behind one who does not fit is offered anything.
    public let isStrict: Bool
    /// How many may be given something, at most; `nil` for any number.
    public let limit: Int?
    /// When it is decided.
    public let now: Instant
    /// The editions, archived ones included, by which applications are decided again.
    public let shelf: RulebookShelf

    /// A release of all its parts.
    public init(offers: [ApplicationKey], isStrict: Bool, limit: Int?, now: Instant, shelf: RulebookShelf) {
        self.offers = offers
        self.isStrict = isStrict
        self.limit = limit
        self.now = now
        self.shelf = shelf
    }

    /// The time that the journal tells.
    public var recordedAt: Int64 { self.now.milliseconds }
    /// Those it is offered to.
    public var applications: Set<ApplicationKey> { Set(self.offers) }

    /// What those may come to hold.
    public func balances(_ books: Books) -> Set<BalanceKey> {
        let reassessment = Reassessment(shelf: self.shelf)
        return Set(self.offers.compactMap { books.application($0) }.flatMap { reassessment.possibleBalances($0) })
    }

    /// Offers it to one after the other.
    ///
    /// - Returns: What became of each; those that it was not offered to any more are not among them.
    public func settle(_ books: inout Books) -> [SettledItem] {
        let settler = Settler(now: self.now, shelf: self.shelf)
        var settled: [SettledItem] = []
        var given = 0
        for key in self.offers {
            if let limit, given >= limit { break }
            let item = settler.settle(.offer(key), &books)
            for event in item.events { books.enqueue(event) }
            settled.append(item)
            switch item.offer {
            case .decided: given += 1
            case .notCovered where self.isStrict: return settled
            case .notCovered, .notWaiting, .noEdition, nil: continue
            }
        }
        return settled
    }
}
