import Ledger
import Messages
import Testing

@Suite("Books follow what is recorded in them")
struct BooksTests {
    private func books(_ applications: [ApplicationRecord] = [], _ balances: [BalanceKey: Int64] = [:]) -> Books {
        Books(
            now: 42,
            programs: [ProgramRecord(program: "efficiency-works", budget: 900, lastOrder: 10)],
            applications: applications,
            absent: [Sample.key("A-1"), Sample.key("A-2")],
            balances: [Sample.cap: 0, Sample.budget: 0].merging(balances) { _, given in given }
        )
    }

    private func moves(_ books: Books) -> [String] {
        books.changes.entries.map {
            "\($0.application.application)/\($0.revision) \($0.kind) \($0.cents) \($0.key.limit)"
        }
    }

    @Test("What an application holds anew is reserved or awarded")
    func newHoldings() {
        var books = self.books()
        books.record(
            Sample.application(holdings: [Sample.holding(500), Sample.holding(200, .reserved, key: Sample.budget)])
        )
        #expect(self.moves(books) == ["A-1/1 awarded 500 EW-HP-CAP", "A-1/1 reserved 200 EW-BUDGET"])
        #expect(books.balance(Sample.cap) == 500)
        #expect(books.balance(Sample.budget) == 200)
        #expect(books.changes.entries.allSatisfy { $0.recordedAt == 42 && $0.scope == "customer" && $0.line == "m1" })
        #expect(books.changes.mistakes.isEmpty)
    }

    @Test("What changes is released whole and held anew; what stays has no entry")
    func changedHoldings() {
        let old = Sample.application(
            holdings: [
                Sample.holding(500, .reserved, line: "m1"), Sample.holding(300, line: "m2"),
                Sample.holding(100, line: "m3"),
            ]
        )
        var books = self.books([old], [Sample.cap: 1_000])
        books.record(
            Sample.application(
                revision: 2,
                holdings: [
                    Sample.holding(500, .awarded, line: "m1"), Sample.holding(300, line: "m2"),
                    Sample.holding(40, line: "m3"),
                ]
            )
        )
        #expect(
            self.moves(books) == [
                "A-1/1 released -500 EW-HP-CAP", "A-1/1 released -100 EW-HP-CAP", "A-1/2 awarded 500 EW-HP-CAP",
                "A-1/2 awarded 40 EW-HP-CAP",
            ]
        )
        #expect(books.balance(Sample.cap) == 940)
    }

    @Test("An application that holds nothing any more gives all back")
    func withdrawal() {
        var books = self.books([Sample.application(holdings: [Sample.holding(500)])], [Sample.cap: 700])
        books.record(Sample.application(number: 2, status: "withdrawn"))
        #expect(books.balance(Sample.cap) == 200)
        #expect(books.changes.decisions.map(\.status) == ["withdrawn"])
    }

    @Test("Holdings of nothing leave no trace, those of one place are summed")
    func emptyAndSplitHoldings() {
        var books = self.books()
        books.record(
            Sample.application(holdings: [
                Sample.holding(0), Sample.holding(5, line: "m2"), Sample.holding(6, line: "m2"),
            ])
        )
        #expect(self.moves(books) == ["A-1/1 awarded 11 EW-HP-CAP"])
    }

    @Test("Applications of one batch see each other's effect in order")
    func batchInOrder() {
        var books = self.books()
        var seen: [Int64] = []
        for name in ["A-1", "A-2"] {
            let left = 800 - books.balance(Sample.cap)
            seen.append(left)
            books.record(
                Sample.application(
                    Sample.key(name),
                    holdings: [Sample.holding(min(500, left))],
                    order: books.nextOrder(in: "efficiency-works")
                )
            )
        }
        #expect(seen == [800, 300])
        #expect(books.balance(Sample.cap) == 800)
        #expect(books.application(Sample.key("A-2"))?.order == 12)
        #expect(books.changes.programs.first?.lastOrder == 12)
        #expect(books.budget(of: "efficiency-works") == 900 && books.budget(of: "other") == nil)
    }

    @Test("An application recorded twice in a batch has both decisions and the last state")
    func twiceInABatch() {
        var books = self.books()
        books.record(Sample.application(holdings: [Sample.holding(500, .reserved)]))
        books.record(Sample.application(number: 2, holdings: [Sample.holding(400)]))
        books.record(Sample.application(revision: 2, status: "denied"))
        #expect(
            self.moves(books) == [
                "A-1/1 reserved 500 EW-HP-CAP", "A-1/1 released -500 EW-HP-CAP", "A-1/1 awarded 400 EW-HP-CAP",
                "A-1/1 released -400 EW-HP-CAP",
            ]
        )
        #expect(books.balance(Sample.cap) == 0)
        #expect(books.changes.decisions.map { [$0.revision, $0.number] } == [[1, 1], [1, 2], [2, 1]])
        #expect(books.changes.applications.count == 1)
        #expect(books.application(Sample.key())?.status == "denied")
    }

    @Test("Recording the same again changes nothing")
    func sameAgain() {
        let application = Sample.application(holdings: [Sample.holding(500)])
        var books = self.books([application], [Sample.cap: 500])
        books.record(application)
        #expect(books.changes.entries.isEmpty && books.changes.decisions.isEmpty && books.changes.balances.isEmpty)
    }

    @Test("Tasks are those of the present revision, as they were last recorded")
    func tasks() {
        var books = Books(
            applications: [Sample.application(revision: 2)],
            tasks: [Sample.task("R-2", revision: 2), Sample.task("R-1", revision: 2), Sample.task("R-0", revision: 1)]
        )
        #expect(books.tasks(of: Sample.key()).map(\.rule) == ["R-1", "R-2"])
        var task = Sample.task("R-1", revision: 2)
        task.state = .completed
        books.record(task)
        #expect(books.tasks(of: Sample.key()).map(\.state) == [.completed, .open])
        #expect(books.task(Sample.task("R-0", revision: 1).task)?.state == .open)
        #expect(books.task("unknown") == nil)
    }

    @Test("What the plan did not name, or must not be, is a mistake")
    func mistakes() {
        let unnamed = BalanceKey(limit: "OTHER", key: "x")
        var books = self.books()
        books.record(Sample.application(holdings: [Sample.holding(1, key: unnamed)]))
        books.record(Sample.application(Sample.key("A-9")))
        books.record(Sample.application(Sample.key("A-2"), holdings: [Sample.holding(-1)]))
        #expect(books.changes.mistakes.count == 3)
        var large = self.books()
        large.record(Sample.application(holdings: [Sample.holding(.max), Sample.holding(1, line: "m2")]))
        #expect(large.changes.mistakes.count == 1)
        var odd = Books(
            programs: [ProgramRecord(program: "efficiency-works")],
            absent: [Sample.key()],
            balances: [BalanceKey(limit: "L", key: "C\0"): 0]
        )
        odd.record(Sample.application(holdings: [Sample.holding(1, key: BalanceKey(limit: "L", key: "C\0"))]))
        #expect(odd.changes.mistakes.count == 1)
    }

    @Test("An event that is enqueued again is owed once, in its first place")
    func events() {
        var books = Books()
        books.enqueue(Sample.event("a"))
        books.enqueue(Sample.event("b"))
        books.enqueue(Sample.event("a", body: [1]))
        #expect(books.changes.events.map(\.id) == ["a", "b"])
        #expect(books.changes.events.first?.body == [1])
    }
}
