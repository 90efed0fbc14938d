import Ledger
import Messages
import Synchronization

/// A customer asks each of some programs for 70 under a cap of 1,000, again and again.
struct Asking: BatchPlan {
    static let maximum: Int64 = 1_000
    let names: [Int]
    let customers: Int
    var programNames = ["p-1"]
    var settled: Counter?
    var published: [String] = []

    func key(_ name: Int) -> ApplicationKey {
        ApplicationKey(program: self.programNames[name % self.programNames.count], application: "A-\(name)")
    }

    func balance(_ name: Int) -> BalanceKey {
        BalanceKey(limit: "CAP-\(self.key(name).program)", key: "C-\(name % self.customers)")
    }

    var applications: Set<ApplicationKey> { Set(self.names.map(self.key)) }
    func balances(_ books: Books) -> Set<BalanceKey> { Set(self.names.map(self.balance)) }

    func settle(_ books: inout Books) -> Int {
        self.settled?.add()
        books.markPublished(self.published)
        var decided = 0
        for name in self.names where books.application(self.key(name)) == nil {
            let key = self.key(name)
            let cents = min(70, Self.maximum - books.balance(self.balance(name)))
            books.use(
                edition: EditionRecord(digest: "sha256:\(key.program)", program: key.program, edition: "1", text: [1])
            )
            let record = ApplicationRecord(
                key: key,
                revision: 1,
                contentDigest: [1],
                content: Array(#"{"n":\#(name)}"#.utf8),
                portal: "portal",
                traceparent: nil,
                edition: "sha256:\(key.program)",
                status: "approved",
                decisionNumber: 1,
                decision: Array(#"{"cents":\#(cents)}"#.utf8),
                eventID: "\(key)/1",
                holdings: [
                    Holding(key: self.balance(name), scope: "customer", line: nil, cents: cents, state: .awarded)
                ],
                order: books.nextOrder(in: key.program)
            )
            books.record(record)
            books.enqueue(
                OutboxEvent(
                    id: record.eventID,
                    type: "t",
                    exchange: "x",
                    routingKey: "k",
                    correlationID: key.application,
                    traceparent: nil,
                    body: Array(#"{"data":"#.utf8) + record.decision + Array("}".utf8),
                    createdAt: 1
                )
            )
            decided += 1
        }
        return decided
    }
}

/// Counts over all threads.
final class Counter: Sendable {
    private let count = Atomic(0)

    var value: Int { self.count.load(ordering: .relaxed) }

    /// Counts one more, and tells how many there are.
    @discardableResult
    func add() -> Int { self.count.add(1, ordering: .relaxed).newValue }
}
