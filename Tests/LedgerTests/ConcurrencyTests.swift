import Foundation
import GRDB
import Ledger
import Messages
import Testing

@Suite("No limit is overrun and no update lost, with any number of workers")
struct ConcurrencyTests {
    /// A customer asks for 70 under a cap of 1,000, again and again.
    private struct Asking: BatchPlan {
        static let maximum: Int64 = 1_000
        let names: [Int]
        let customers: Int

        func key(_ name: Int) -> ApplicationKey { Sample.key("A-\(name)") }
        func balance(_ name: Int) -> BalanceKey { BalanceKey(limit: "CAP", key: "C-\(name % self.customers)") }

        var applications: Set<ApplicationKey> { Set(self.names.map(self.key)) }
        func balances(_ books: Books) -> Set<BalanceKey> { Set(self.names.map(self.balance)) }

        func settle(_ books: inout Books) -> Int {
            books.use(edition: Sample.edition)
            var decided = 0
            for name in self.names where books.application(self.key(name)) == nil {
                let cents = min(70, Self.maximum - books.balance(self.balance(name)))
                let holding = Sample.holding(cents, key: self.balance(name))
                let record = Sample.application(
                    self.key(name),
                    holdings: [holding],
                    order: books.nextOrder(in: "efficiency-works")
                )
                books.record(record)
                books.enqueue(Sample.event(record.eventID))
                decided += 1
            }
            return decided
        }
    }

    /// Workers take the same applications in different batches and order; each must be decided once.
    private func contend(_ ledgers: [any Ledger], customers: Int, applications: Int) async throws -> Int {
        try await withThrowingTaskGroup(of: Int.self) { group in
            for (place, ledger) in ledgers.enumerated() {
                group.addTask {
                    var random = FixedRandom(state: UInt64(place + 1))
                    var names = Array(0..<applications).shuffled(using: &random)
                    var decided = 0
                    while !names.isEmpty {
                        let size = min(Int.random(in: 1...9, using: &random), names.count)
                        decided += try await ledger.transact(
                            Asking(names: Array(names.suffix(size)), customers: customers)
                        )
                        names.removeLast(size)
                    }
                    return decided
                }
            }
            return try await group.reduce(0, +)
        }
    }

    private func check(_ ledger: any Ledger, decided: Int, customers: Int, applications: Int) async throws {
        #expect(decided == applications)
        for customer in 0..<customers {
            let balance = try await ledger.balance(BalanceKey(limit: "CAP", key: "C-\(customer)"))
            #expect(balance == min(1_000, Int64(applications / customers) * 70))
        }
        let counts = try await ledger.counts()
        #expect(counts.applications == applications && counts.pendingEvents == applications)
        #expect(try await LedgerAudit(ledger, page: 7).report().problems == [])
    }

    @Test("Four workers on one ledger", arguments: LedgerUnderTest.available)
    func oneLedger(_ implementation: LedgerUnderTest) async throws {
        let ledger = try await implementation.make()
        let decided = try await self.contend(Array(repeating: ledger, count: 4), customers: 3, applications: 120)
        try await self.check(ledger, decided: decided, customers: 3, applications: 120)
    }

    @Test("Four workers with a connection each to one ledger, made at once", arguments: LedgerUnderTest.shared)
    func oneFile(_ implementation: LedgerUnderTest) async throws {
        let place = try await implementation.place()
        let ledgers = try await withThrowingTaskGroup(of: (any Ledger).self) { group in
            for _ in 0..<4 { group.addTask { try await LedgerUnderTest.open(place) } }
            return try await group.reduce(into: [any Ledger]()) { $0.append($1) }
        }
        let decided = try await self.contend(ledgers, customers: 3, applications: 120)
        try await self.check(ledgers[0], decided: decided, customers: 3, applications: 120)
        let orders = try await ledgers[1]
            .transact(
                TestPlan(Set((0..<120).map { Sample.key("A-\($0)") })) { books in
                    (0..<120).compactMap { books.application(Sample.key("A-\($0)"))?.order }.sorted()
                }
            )
        #expect(orders == (1...120).map(Int64.init))
    }

    @Test("An audit holds while a worker goes on", arguments: LedgerUnderTest.available)
    func auditMeanwhile(_ implementation: LedgerUnderTest) async throws {
        let ledger = try await implementation.make()
        let worker = Task { try await self.contend([ledger], customers: 3, applications: 60) }
        var heads: [LedgerAudit.Head] = []
        for _ in 0..<6 {
            let report = try await LedgerAudit(ledger, page: 5).report(noted: heads)
            #expect(report.problems == [])
            heads = report.heads
        }
        #expect(try await worker.value == 60)
        #expect(try await LedgerAudit(ledger).report(noted: heads).problems == [])
    }

    @Test("A cancelled task's commit is not cut")
    func cancellation() async throws {
        let path = try TemporaryFolder.make() + "/ledger"
        let ledger = try SQLiteLedger(path: path)
        let other = try DatabaseQueue(path: path, configuration: .unsafe)
        try await other.writeWithoutTransaction { try $0.execute(sql: "BEGIN IMMEDIATE") }
        let task = Task { try await ledger.record(Sample.application()) }
        task.cancel()
        try await other.writeWithoutTransaction { try $0.execute(sql: "COMMIT") }
        try await task.value
        #expect(try await ledger.application() == Sample.application())
    }
}

/// The same numbers in every run (SplitMix64).
struct FixedRandom: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        self.state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = self.state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
