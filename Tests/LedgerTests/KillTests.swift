import Foundation
import Ledger
import Messages
import Testing

@Suite("A worker that is killed leaves the ledger whole")
struct KillTests {
    /// Records applications one by one, and kills its own process while it settles the last.
    private struct Dying: BatchPlan {
        let last: Int
        let name: Int

        var applications: Set<ApplicationKey> { [Sample.key("A-\(self.name)")] }
        func balances(_ books: Books) -> Set<BalanceKey> { [Sample.cap] }

        func settle(_ books: inout Books) {
            books.use(edition: Sample.edition)
            let record = Sample.application(Sample.key("A-\(self.name)"), holdings: [Sample.holding(10)])
            books.record(record)
            books.enqueue(Sample.event(record.eventID))
            if self.name == self.last { kill(getpid(), SIGKILL) }
        }
    }

    @Test(
        "What was committed is there, what was not is not, and the next worker goes on",
        arguments: LedgerUnderTest.shared
    )
    func killedWithinATransaction(_ implementation: LedgerUnderTest) async throws {
        let place = try await implementation.place()
        await #expect(processExitsWith: .signal(SIGKILL)) { [place = place as String] in
            let ledger = try await LedgerUnderTest.open(place)
            for name in 0...7 { try await ledger.transact(Dying(last: 7, name: name)) }
        }
        let ledger = try await LedgerUnderTest.open(place)
        #expect(try await ledger.counts().applications == 7)
        #expect(try await ledger.balance() == 70)
        #expect(try await ledger.pendingEvents(limit: 100).count == 7)
        try await ledger.transact(Dying(last: -1, name: 7))
        #expect(try await ledger.counts().applications == 8)
        #expect(try await LedgerAudit(ledger).report().problems == [])
    }

    @Test(
        "Two processes settle the same applications: each is decided once, and no limit is overrun",
        arguments: LedgerUnderTest.shared
    )
    func twoProcesses(_ implementation: LedgerUnderTest) async throws {
        let place = try await implementation.place()
        // The other process works on its own while this one does the same.
        async let other = #expect(processExitsWith: .success) { [place = place as String] in
            let ledger = try await LedgerUnderTest.open(place)
            for name in (0..<150).reversed() { try await ledger.transact(Capped(name: name)) }
        }
        let ledger = try await LedgerUnderTest.open(place)
        for name in 0..<150 { try await ledger.transact(Capped(name: name)) }
        _ = await other
        #expect(try await ledger.balance() == 1_000)
        let counts = try await ledger.counts()
        #expect(counts.applications == 150 && counts.pendingEvents == 150)
        #expect(try await LedgerAudit(ledger).report().problems == [])
    }

    /// Takes 70 of a cap of 1,000.
    private struct Capped: BatchPlan {
        let name: Int

        var applications: Set<ApplicationKey> { [Sample.key("A-\(self.name)")] }
        func balances(_ books: Books) -> Set<BalanceKey> { [Sample.cap] }

        func settle(_ books: inout Books) {
            let key = Sample.key("A-\(self.name)")
            guard books.application(key) == nil else { return }
            books.use(edition: Sample.edition)
            let holding = Sample.holding(min(70, 1_000 - books.balance(Sample.cap)))
            let record = Sample.application(key, holdings: [holding], order: books.nextOrder(in: "efficiency-works"))
            books.record(record)
            books.enqueue(Sample.event(record.eventID))
        }
    }
}
