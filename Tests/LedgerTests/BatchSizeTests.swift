import Ledger
import Messages
import Testing

@Suite("A batch is recorded whole, however many rows go into a statement")
struct BatchSizeTests {
    static let available = LedgerUnderTest.available

    @Test("Batches of all sizes are found again, and so is what is not there", arguments: available)
    func sizes(_ implementation: LedgerUnderTest) async throws {
        let ledger = try await implementation.make()
        var order: Int64 = 0
        for size in [1, 7, 8, 9, 31, 32, 33, 73] {
            var applications: [ApplicationRecord] = []
            for number in 1...size {
                order += 1
                let key = Sample.key("\(size)/\(number) – 'ü\"")
                let holding = Sample.holding(Int64(number), key: BalanceKey(limit: "L", key: "\(size)-\(number)"))
                var application = Sample.application(key, holdings: [holding], order: order)
                application.portal = number % 2 == 0 ? "" : "portal"
                applications.append(application)
            }
            let recorded = applications
            let keys = Set(recorded.map(\.key))
            let balances = Set(recorded.flatMap(\.holdings).map(\.key))
            try await ledger.transact(
                TestPlan(keys, balances: balances) { books in
                    books.use(edition: Sample.edition)
                    for application in recorded { books.record(application) }
                    for number in recorded.indices { books.enqueue(Sample.event("\(size)-\(number)")) }
                }
            )
            let unknown = keys.union(recorded.indices.map { Sample.key("\(size) has no \($0)") })
            let read = try await ledger.transact(
                TestPlan(unknown) { books in unknown.compactMap { books.application($0) } }
            )
            #expect(Set(read) == Set(recorded))
            let others = balances.union(recorded.indices.map { BalanceKey(limit: "L", key: "\(size) has no \($0)") })
            let expected = Dictionary(recorded.flatMap(\.holdings).map { ($0.key, $0.cents) }) { first, _ in first }
            #expect(try await ledger.balances(others).filter { $0.value != 0 } == expected)
        }
        #expect(try await ledger.counts().pendingEvents == Int(order))
        #expect(try await LedgerAudit(ledger).report().problems == [])
    }
}
