import Adjudication
public import Ledger
public import Messages
public import Rulebook

/// What applications on a waitlist would need if each were the only one: to look at, nothing is changed.
public struct WaitlistEstimate: BatchPlan {
    /// Those that are looked at.
    public let waiting: [ApplicationKey]
    /// The editions, archived ones included, by which they are decided again.
    public let shelf: RulebookShelf

    /// An estimate for `waiting`.
    public init(_ waiting: [ApplicationKey], shelf: RulebookShelf) {
        self.waiting = waiting
        self.shelf = shelf
    }

    /// Those that are looked at.
    public var applications: Set<ApplicationKey> { Set(self.waiting) }

    /// What those may come to hold.
    public func balances(_ books: Books) -> Set<BalanceKey> {
        let reassessment = Reassessment(shelf: self.shelf)
        return Set(self.waiting.compactMap { books.application($0) }.flatMap { reassessment.possibleBalances($0) })
    }

    /// What each needs; `nil` where its edition is not at hand.
    public func settle(_ books: inout Books) -> [Cents?] {
        let settler = Settler(now: Instant(milliseconds: self.recordedAt), shelf: self.shelf)
        return self.waiting.map { key in
            guard let record = books.application(key), let settled = settler.resettled(record, books) else {
                return nil
            }
            let decision = settled.decision
            return decision.status == .waitlisted ? settler.shortage(decision, books).needs : decision.total
        }
    }
}
