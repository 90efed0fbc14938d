import Adjudication
public import Ledger
public import Messages
public import Rulebook

/// A batch of submissions, withdrawals, answers and rejections, settled in one transaction in their order.
///
/// Pure: what it does depends on its items and the books alone. The time is an argument.
public struct SettlementBatch: BatchPlan {
    /// What is settled, in the order of arrival.
    public let items: [SettlementItem]
    /// Ids of events that the broker has confirmed: they leave the outbox.
    public let published: [String]
    /// Events that were routed to no queue: they stay in the outbox.
    public let returned: [(id: String, reason: String)]
    /// Fingerprints of messages that were noted as tried, and have ended.
    public let endedAttempts: [[UInt8]]
    /// When it is decided.
    public let now: Instant
    /// The editions, archived ones included, by which answered applications are decided again.
    public let shelf: RulebookShelf
    /// Whether events go to the outbox; without a broker there is nobody to publish them to.
    public let keepsEvents: Bool

    /// A batch of all its parts.
    public init(
        items: [SettlementItem],
        published: [String] = [],
        returned: [(id: String, reason: String)] = [],
        endedAttempts: [[UInt8]] = [],
        now: Instant,
        shelf: RulebookShelf,
        keepsEvents: Bool = true
    ) {
        self.items = items
        self.published = published
        self.returned = returned
        self.endedAttempts = endedAttempts
        self.now = now
        self.shelf = shelf
        self.keepsEvents = keepsEvents
    }

    /// The time that the journal tells.
    public var recordedAt: Int64 { self.now.milliseconds }

    /// The applications that items name.
    public var applications: Set<ApplicationKey> {
        Set(
            self.items.compactMap { item in
                switch item {
                case .submission(let submission, _): submission.assessment.application.key
                case .withdrawal(let withdrawal, _): withdrawal.key
                case .offer(let key): key
                case .outcome, .rejection: nil
                }
            }
        )
    }

    /// The tasks that items answer.
    public var tasks: Set<String> {
        Set(
            self.items.compactMap { item in
                if case .outcome(let draft, _) = item { draft.task } else { nil }
            }
        )
    }

    /// Every balance that the items can touch: what applications hold, and what they may come to hold.
    public func balances(_ books: Books) -> Set<BalanceKey> {
        var keys = Set(books.applications.flatMap(\.holdings).map(\.key))
        keys.reserveCapacity(keys.count + 4 * self.items.count)
        let names = BalanceNames()
        for item in self.items {
            switch item {
            case .submission(let submission, _):
                let assessment = submission.assessment
                for name in assessment.balances { keys.insert(names.key(name, assessment.application.key.program)) }
            case .outcome(let draft, _):
                let record = draft.task.flatMap { books.task($0) }.flatMap { books.application($0.key) }
                keys.formUnion(self.possibleBalances(record))
            case .offer(let key):
                keys.formUnion(self.possibleBalances(books.application(key)))
            case .withdrawal, .rejection:
                continue
            }
        }
        return keys
    }

    /// What an application that is decided again may come to hold.
    private func possibleBalances(_ record: ApplicationRecord?) -> [BalanceKey] {
        record.map { Reassessment(shelf: self.shelf).possibleBalances($0) } ?? []
    }

    /// Settles every item in its order.
    public func settle(_ books: inout Books) -> [SettledItem] {
        books.markPublished(self.published)
        for event in self.returned { books.markReturned(event.id, reason: event.reason) }
        books.forgetAttempts(self.endedAttempts)
        let settler = Settler(now: self.now, shelf: self.shelf)
        var settled: [SettledItem] = []
        settled.reserveCapacity(self.items.count)
        for item in self.items {
            let end = settler.settle(item, &books)
            if self.keepsEvents { for event in end.events { books.enqueue(event) } }
            settled.append(end)
        }
        return settled
    }
}
