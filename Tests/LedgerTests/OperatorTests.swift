import Ledger
import Messages
import Testing

@Suite("Every ledger serves those who try first and keep notes")
struct OperatorTests {
    static let available = LedgerUnderTest.available

    @Test("A preview tells what would be and writes nothing", arguments: available)
    func preview(_ implementation: LedgerUnderTest) async throws {
        let ledger = try await implementation.make()
        try await ledger.record(Sample.application(holdings: [Sample.holding(500)]))
        let before = try await ledger.programs()
        let plan = TestPlan([Sample.key(), Sample.key("A-2")]) { books in
            books.use(edition: Sample.edition)
            books.record(
                Sample.application(
                    number: 2,
                    holdings: [Sample.holding(100)],
                    order: books.nextOrder(in: "efficiency-works")
                )
            )
            books.record(Sample.application(Sample.key("A-2"), order: books.nextOrder(in: "efficiency-works")))
            books.record(Sample.task())
            books.enqueue(Sample.event("x"))
            return books.balance(Sample.cap)
        }
        #expect(try await ledger.preview(plan) == 100)
        #expect(try await ledger.programs() == before)
        #expect(try await ledger.application() == Sample.application(holdings: [Sample.holding(500)]))
        let counts = try await ledger.counts()
        #expect(counts.applications == 1 && counts.pendingEvents == 0 && counts.openTasks == 0)
        #expect(try await ledger.balance() == 500)
        #expect(try await ledger.transact(plan) == 100)
        #expect(try await ledger.balance() == 100)
        let fault = await #expect(throws: LedgerFault.self) {
            try await ledger.preview(TestPlan { $0.fail("not so") })
        }
        #expect(fault?.message == "not so")
    }

    @Test("Attempts are counted by fingerprint until they end", arguments: available)
    func attempts(_ implementation: LedgerUnderTest) async throws {
        let ledger = try await implementation.make()
        #expect(try await ledger.noteAttempt([1, 2]) == 1)
        #expect(try await ledger.noteAttempt([1, 2]) == 2)
        #expect(try await ledger.noteAttempt([3]) == 1)
        try await ledger.transact(TestPlan { $0.forgetAttempts([[1, 2], [9]]) })
        #expect(try await ledger.noteAttempt([1, 2]) == 1)
        #expect(try await ledger.noteAttempt([3]) == 2)
    }

    @Test("What operators did is kept, the latest first", arguments: available)
    func actions(_ implementation: LedgerUnderTest) async throws {
        let ledger = try await implementation.make()
        let actions = (1...4)
            .map { number in
                ActionRecord(at: Int64(number), by: "o-\(number)", action: "budget set", detail: #"{"é":\#(number)}"#)
            }
        for action in actions { try await ledger.note(action) }
        #expect(try await ledger.actions(limit: 3) == Array(actions.reversed().prefix(3)))
        #expect(try await ledger.actions(limit: 0) == [])
    }

    @Test("What is returned belongs to nobody and can be claimed", arguments: available)
    func returned(_ implementation: LedgerUnderTest) async throws {
        let ledger = try await implementation.make()
        try await ledger.enqueue(Sample.event("a"), Sample.event("b"), Sample.event("c"))
        #expect(try await ledger.pendingEvents(limit: 9).allSatisfy { $0.owner != nil })
        #expect(try await ledger.claimEvents(limit: 9, includingReturned: true) == [])
        try await ledger.transact(
            TestPlan { books in for id in ["a", "b"] { books.markReturned(id, reason: "no route") } }
        )
        #expect(try await ledger.claimEvents(limit: 9, includingReturned: false) == [])
        let claimed = try await ledger.claimEvents(limit: 1, includingReturned: true)
        #expect(claimed.map(\.id) == ["a"] && claimed[0].returned == nil && claimed[0].owner != nil)
        #expect(claimed[0].body == Sample.event("a").body)
        #expect(try await ledger.claimEvents(limit: 9, includingReturned: true).map(\.id) == ["b"])
        #expect(try await ledger.claimEvents(limit: 9, includingReturned: true) == [])
        #expect(try await ledger.counts().pendingEvents == 3)
    }
}
