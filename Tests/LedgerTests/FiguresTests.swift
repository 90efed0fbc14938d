import Ledger
import Messages
import Testing

@Suite("Every ledger tells the figures that it is watched by") struct FiguresTests {
    @Test("An empty one has none", arguments: LedgerUnderTest.available)
    func empty(_ implementation: LedgerUnderTest) async throws {
        let ledger = try await implementation.make()
        #expect(try await ledger.figures() == LedgerFigures())
    }

    @Test("What waits is counted by program", arguments: LedgerUnderTest.available)
    func waiting(_ implementation: LedgerUnderTest) async throws {
        let ledger = try await implementation.make()
        for number in 1...5 {
            let status = number == 5 ? "approved" : "waitlisted"
            try await ledger.record(
                Sample.application(Sample.key("A-\(number)"), status: status, order: Int64(number))
            )
        }
        let other = ApplicationKey(program: "other", application: "A-1")
        try await ledger.record(Sample.application(other, status: "waitlisted", order: 1))
        let tasks = [
            Sample.task("R-1", key: Sample.key("A-5")), Sample.task("R-2", key: Sample.key("A-5")),
            Sample.task("R-3", key: Sample.key("A-5"), state: .completed),
        ]
        try await ledger.transact(TestPlan { books in for task in tasks { books.record(task) } })
        try await ledger.enqueue(
            Sample.event("a", createdAt: 30),
            Sample.event("b", createdAt: 20),
            Sample.event("c", createdAt: 10)
        )
        try await ledger.transact(TestPlan { $0.markReturned("c", reason: "no route") })
        var expected = LedgerFigures()
        expected.waiting = ["efficiency-works": 4, "other": 1]
        expected.openTasks = ["efficiency-works": 2]
        expected.pendingEvents = 2
        expected.returnedEvents = 1
        expected.oldestPendingAt = 20
        #expect(try await ledger.figures() == expected)
    }
}
