import Ledger
import Messages
import Testing

@Suite("Every ledger keeps what was committed")
struct LedgerTests {
    static let available = LedgerUnderTest.available

    @Test("An application comes back as it was recorded", arguments: available)
    func applications(_ implementation: LedgerUnderTest) async throws {
        let ledger = try await implementation.make()
        let first = Sample.application(
            holdings: [Sample.holding(500), Sample.holding(7, .reserved, key: Sample.budget, line: nil)])
        let odd = Sample.application(
            ApplicationKey(program: "efficiency-works", application: "é\"\\'"),
            holdings: [Sample.holding(1, key: BalanceKey(limit: "L", key: "C \"1\" \\ é😀"))],
            order: 2
        )
        try await ledger.record(first, odd)
        #expect(try await ledger.application() == first)
        #expect(try await ledger.application(odd.key) == odd)
        #expect(try await ledger.application(Sample.key("unknown")) == nil)
        #expect(try await ledger.balance() == 500)
        #expect(try await ledger.balance(Sample.budget) == 7)
        #expect(try await ledger.balance(BalanceKey(limit: "L", key: "C \"1\" \\ é😀")) == 1)
        #expect(try await ledger.audit() == [])
    }

    @Test("A higher revision takes the place of the lower, the history keeps both", arguments: available)
    func revisions(_ implementation: LedgerUnderTest) async throws {
        let ledger = try await implementation.make()
        try await ledger.record(Sample.application(holdings: [Sample.holding(500, .reserved)]))
        try await ledger.record(Sample.application(number: 2, holdings: [Sample.holding(500)]))
        let last = Sample.application(revision: 2, status: "denied", order: 9)
        try await ledger.record(last)
        #expect(try await ledger.application() == last)
        let history = try await ledger.history(of: Sample.key())
        #expect(history.map { [$0.revision, $0.number] } == [[1, 1], [1, 2], [2, 1]])
        #expect(history.map(\.eventID) == ["1/1", "1/2", "2/1"].map { "\(Sample.key())/\($0)" })
        #expect(history.last?.decision == last.decision)
        let entries = try await ledger.entries(of: Sample.cap)
        #expect(entries.map(\.kind) == [.reserved, .released, .awarded, .released])
        #expect(entries.map(\.cents) == [500, -500, 500, -500])
        #expect(entries.allSatisfy { $0.recordedAt == 1_000 && $0.application == Sample.key() && $0.line == "m1" })
        #expect(try await ledger.balance() == 0)
        #expect(try await ledger.audit() == [])
    }

    @Test("Tasks come with their application, and the application with its task", arguments: available)
    func tasks(_ implementation: LedgerUnderTest) async throws {
        let ledger = try await implementation.make()
        try await ledger.record(Sample.application())
        let open = Sample.task("R-1")
        try await ledger.transact(TestPlan { $0.record(open) })
        var done = Sample.task("R-2", state: .completed)
        done.outcome = Array(#"{"outcome":"approve"}"#.utf8)
        done.reviewer = "r-1"
        let finished = done
        try await ledger.transact(TestPlan { $0.record(finished) })
        let byApplication = try await ledger.transact(TestPlan([Sample.key()]) { $0.tasks(of: Sample.key()) })
        #expect(byApplication == [open, finished])
        let byTask = try await ledger.transact(
            TestPlan(tasks: [finished.task, "unknown"]) { books in
                (
                    books.task(finished.task), books.task("unknown"), books.application(Sample.key()),
                    books.tasks(of: Sample.key())
                )
            }
        )
        #expect(byTask.0 == finished && byTask.1 == nil && byTask.2 == Sample.application())
        #expect(byTask.3 == [open, finished])
        #expect(try await ledger.counts().openTasks == 1)
        var superseded = open
        superseded.state = .superseded
        let closed = superseded
        try await ledger.transact(TestPlan { $0.record(closed) })
        try await ledger.record(Sample.application(revision: 2))
        #expect(try await ledger.transact(TestPlan([Sample.key()]) { $0.tasks(of: Sample.key()) }) == [])
        #expect(try await ledger.counts().openTasks == 0)
        #expect(try await ledger.audit() == [])
    }

    @Test("The order of record goes on where it was", arguments: available)
    func order(_ implementation: LedgerUnderTest) async throws {
        let ledger = try await implementation.make()
        let first = try await ledger.transact(
            TestPlan { [$0.nextOrder(in: "efficiency-works"), $0.nextOrder(in: "efficiency-works")] }
        )
        let second = try await ledger.transact(TestPlan { [$0.nextOrder(in: "efficiency-works")] })
        #expect(first == [1, 2] && second == [3])
    }

    @Test("Budgets and editions are kept", arguments: available)
    func budgetsAndEditions(_ implementation: LedgerUnderTest) async throws {
        let ledger = try await implementation.make()
        try await ledger.setBudget(program: "a", cents: 9_000_000, by: "tester")
        try await ledger.setBudget(program: "b", cents: 1, by: "tester")
        try await ledger.setBudget(program: "a", cents: 0, by: "tester")
        try await ledger.setBudget(program: "b", cents: nil, by: "tester")
        #expect(try await ledger.budgets() == ["a": 0])
        let read = try await ledger.transact(
            TestPlan(programs: ["a", "b"]) { [$0.budget(of: "a"), $0.budget(of: "b")] }
        )
        #expect(read == [0, nil])
        let second = EditionRecord(digest: "sha256:01", program: "b", edition: "2", text: [0, 1])
        for _ in 0..<2 {
            try await ledger.transact(TestPlan { $0.use(edition: Sample.edition) })
            try await ledger.transact(TestPlan { $0.use(edition: second) })
        }
        #expect(try await ledger.edition(digest: "sha256:00") == Sample.edition)
        #expect(try await ledger.edition(digest: "sha256:01") == second)
        #expect(try await ledger.edition(digest: "sha256:02") == nil)
    }

    @Test("A plan that makes a mistake leaves no trace", arguments: available)
    func mistakes(_ implementation: LedgerUnderTest) async throws {
        let ledger = try await implementation.make()
        let fault = await #expect(throws: LedgerFault.self) {
            try await ledger.transact(
                TestPlan([Sample.key()]) { books in
                    books.enqueue(Sample.event("x"))
                    books.record(Sample.application(holdings: [Sample.holding(1)]))
                }
            )
        }
        #expect(fault?.code == .other && fault?.isTransient == false)
        #expect(try await ledger.application() == nil)
        #expect(try await ledger.counts() == LedgerCounts())
    }

    @Test("After closing, each call says so", arguments: available)
    func closing(_ implementation: LedgerUnderTest) async throws {
        let ledger = try await implementation.make()
        await ledger.close()
        await ledger.close()
        let fault = await #expect(throws: LedgerFault.self) { try await ledger.counts() }
        #expect(fault?.code == .closed && fault?.isTransient == false)
    }
}
