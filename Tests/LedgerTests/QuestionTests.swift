import Foundation
import Ledger
import Messages
import Testing

@Suite("Every ledger answers questions")
struct QuestionTests {
    static let available = LedgerUnderTest.available

    @Test("Applications of a status come in the order of record, page by page", arguments: available)
    func applications(_ implementation: LedgerUnderTest) async throws {
        let ledger = try await implementation.make()
        for number in 1...9 {
            let key = Sample.key("A-\(10 - number)")
            let status = number % 3 == 0 ? "approved" : "waitlisted"
            try await ledger.record(Sample.application(key, status: status, order: Int64(number)))
        }
        let other = ApplicationKey(program: "other", application: "A-1")
        try await ledger.record(Sample.application(other, status: "waitlisted", order: 4))
        func names(_ status: String?, after order: Int64 = 0, limit: Int = 100) async throws -> [String] {
            try await ledger.applications(of: "efficiency-works", status: status, after: order, limit: limit)
                .map(\.key.application)
        }
        #expect(try await names("waitlisted") == ["A-9", "A-8", "A-6", "A-5", "A-3", "A-2"])
        #expect(try await names("waitlisted", after: 2, limit: 2) == ["A-6", "A-5"])
        #expect(try await names("approved") == ["A-7", "A-4", "A-1"])
        #expect(try await names(nil, after: 6) == ["A-3", "A-2", "A-1"])
        #expect(try await names("denied") == [])
        #expect(try await names(nil, limit: 0) == [])
        // What is decided anew leaves the waitlist or goes to its end.
        try await ledger.record(Sample.application(Sample.key("A-9"), number: 2, status: "approved", order: 1))
        try await ledger.record(Sample.application(Sample.key("A-8"), revision: 2, status: "waitlisted", order: 10))
        #expect(try await names("waitlisted") == ["A-6", "A-5", "A-3", "A-2", "A-8"])
        #expect(try await ledger.application(other)?.status == "waitlisted")
        #expect(try await ledger.application(Sample.key("none")) == nil)
        #expect(try await ledger.programs().map(\.program) == ["efficiency-works", "other"])
        #expect(try await LedgerAudit(ledger, page: 3).report().problems == [])
    }

    @Test("Tasks are found by id, by application and by what is due", arguments: available)
    func tasks(_ implementation: LedgerUnderTest) async throws {
        let ledger = try await implementation.make()
        try await ledger.record(Sample.application())
        try await ledger.record(Sample.application(revision: 2))
        var tasks: [TaskRecord] = []
        for (rule, due) in [("R-3", "2026-05-01"), ("R-1", "2026-05-01"), ("R-2", nil), ("R-4", "2026-04-01")] {
            var task = Sample.task(rule, revision: 2)
            task.dueOn = due
            tasks.append(task)
        }
        var closed = Sample.task("R-1", state: .completed)
        closed.answeredBy = "message-1"
        tasks.append(closed)
        let all = tasks
        try await ledger.transact(TestPlan { books in for task in all { books.record(task) } })
        #expect(try await ledger.task(closed.task) == closed)
        #expect(try await ledger.task("none") == nil)
        #expect(try await ledger.tasks(of: Sample.key()).map(\.task) == all.map(\.task).sorted())
        func open(_ program: String? = nil, kind: String? = nil, offset: Int = 0, limit: Int = 9) async throws
            -> [String]
        {
            try await ledger.openTasks(of: program, kind: kind, offset: offset, limit: limit).map(\.rule)
        }
        #expect(try await open() == ["R-4", "R-1", "R-3", "R-2"])
        #expect(try await open("efficiency-works", kind: "oversizing", offset: 1, limit: 2) == ["R-1", "R-3"])
        #expect(try await open("other") == [])
        #expect(try await open(kind: "other") == [])
    }

    @Test("Entries are found by whom they count for, whatever the limit", arguments: available)
    func entries(_ implementation: LedgerUnderTest) async throws {
        let ledger = try await implementation.make()
        let other = BalanceKey(limit: "EW-OTHER", key: "C-1")
        let home = Holding(key: BalanceKey(limit: "H", key: "C-1"), scope: "home", line: nil, cents: 3, state: .awarded)
        try await ledger.record(
            Sample.application(holdings: [Sample.holding(500), Sample.holding(20, key: other), home])
        )
        try await ledger.record(
            Sample.application(
                Sample.key("A-2"),
                holdings: [Sample.holding(7, key: BalanceKey(limit: "EW-HP-CAP", key: "C-2"))]
            )
        )
        try await ledger.record(Sample.application(number: 2, status: "withdrawn"))
        let customer = try await ledger.entries(scope: "customer", key: "C-1")
        #expect(customer.map(\.cents) == [500, 20, -500, -20])
        #expect(customer.map(\.sequence) == [1, 1, 3, 3])
        #expect(try await ledger.entries(scope: nil, key: "C-1").map(\.cents) == [500, 20, 3, -500, -20, -3])
        #expect(try await ledger.entries(scope: "home", key: "C-1").map(\.key.limit) == ["H", "H"])
        #expect(try await ledger.entries(scope: "customer", key: "C-3") == [])
        #expect(try await ledger.entries(of: other).map(\.cents) == [20, -20])
        let keys: Set = [Sample.cap, other, BalanceKey(limit: "none", key: "C-1")]
        #expect(try await ledger.balances(keys) == Dictionary(keys.map { ($0, 0) }) { $1 })
    }

    @Test("The journal comes page by page, with entries and budgets in their place", arguments: available)
    func journal(_ implementation: LedgerUnderTest) async throws {
        let ledger = try await implementation.make()
        try await ledger.setBudget(program: "efficiency-works", cents: 900, by: "tester")
        try await ledger.record(
            Sample.application(holdings: [Sample.holding(500)]),
            Sample.application(Sample.key("A-2"), holdings: [Sample.holding(1), Sample.holding(2, line: "m2")])
        )
        try await ledger.setBudget(program: "efficiency-works", cents: 900, by: "another")
        try await ledger.setBudget(program: "efficiency-works", cents: nil, by: "another")
        try await ledger.record(Sample.application(number: 2, holdings: [Sample.holding(400)]))
        let links = try await ledger.journal(of: "efficiency-works", after: 0, limit: 10)
        let told = links.map { link in
            switch link {
            case .budget(let budget): "\(budget.cents.map { "\($0)" } ?? "none") by \(budget.by)"
            case .decision(let decision, let entries): "\(decision.key.application): \(entries.map(\.cents))"
            }
        }
        #expect(told == ["900 by tester", "A-1: [500]", "A-2: [1, 2]", "none by another", "A-1: [-500, 400]"])
        #expect(links.map(\.sequence) == [1, 2, 3, 4, 5])
        for limit in 0...5 {
            let page = try await ledger.journal(of: "efficiency-works", after: 1, limit: limit)
            #expect(page == Array(links.dropFirst().prefix(limit)))
        }
        #expect(try await ledger.journal(of: "other", after: 0, limit: 10) == [])
        let program = try #require(try await ledger.programs().first)
        #expect(program.sequence == 5 && program.head == links[4].hash && program.budget == nil)
        let report = try await LedgerAudit(ledger, page: 2).report()
        #expect(report.problems == [] && report.heads.map(\.hash) == [program.head])
    }

    @Test("The status says where and what it is", arguments: available)
    func status(_ implementation: LedgerUnderTest) async throws {
        let ledger = try await implementation.make()
        let status = try await ledger.status()
        #expect(status.schema == status.latestSchema && status.schema >= 1)
        #expect(!status.engine.isEmpty && !status.location.isEmpty && (status.size ?? 1) > 0)
    }
}
