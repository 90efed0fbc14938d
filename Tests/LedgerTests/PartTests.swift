import Ledger
import Messages
import Testing

@Suite("A batch of several parts is recorded as if it had none")
struct PartTests {
    static let available = LedgerUnderTest.available

    private func decide(
        _ name: String,
        revision: Int = 1,
        number: Int = 1,
        cents: Int64,
        _ books: inout Books
    ) {
        let key = Sample.key(name)
        var record = Sample.application(
            key,
            revision: revision,
            number: number,
            holdings: [Sample.holding(cents)],
            order: books.nextOrder(in: key.program)
        )
        record.eventID = "\(name)/\(revision)/\(number)"
        books.use(edition: Sample.edition)
        books.record(record)
        books.enqueue(Sample.event(record.eventID, body: Array("head ".utf8) + record.decision + Array(" tail".utf8)))
    }

    @Test("What one part changed the next ones change again", arguments: available)
    func again(_ implementation: LedgerUnderTest) async throws {
        let ledger = try await implementation.make()
        try await ledger.enqueue(Sample.event("confirmed"), Sample.event("returned"), Sample.event("owed twice"))
        let names = ["A-1", "A-2", "A-3"]
        let plan = PartedPlan(
            applications: Set(names.map { Sample.key($0) }),
            balances: [Sample.cap],
            parts: [
                { books in
                    books.markPublished(["confirmed"])
                    books.markReturned("returned", reason: "NO_ROUTE")
                    self.decide("A-1", cents: 100, &books)
                    self.decide("A-2", cents: 20, &books)
                },
                { self.decide("A-1", revision: 2, cents: 300, &$0) },
                { _ in },
                { books in
                    books.enqueue(Sample.event("owed twice", body: Array("anew".utf8)))
                    self.decide("A-3", cents: 5, &books)
                    books.record(Sample.task(key: Sample.key("A-3")))
                },
                { self.decide("A-3", number: 2, cents: 7, &$0) },
            ]
        )
        try await ledger.transact(plan)
        #expect(try await ledger.balance() == 327)
        let revisions = try await ledger.transact(
            TestPlan(plan.applications) { books in
                names.compactMap { books.application(Sample.key($0)) }.map { "\($0.revision)/\($0.decisionNumber)" }
            }
        )
        #expect(revisions == ["2/1", "1/1", "1/2"])
        #expect(try await ledger.transact(TestPlan([Sample.key("A-3")]) { $0.tasks(of: Sample.key("A-3")).count }) == 1)
        let counts = try await ledger.counts()
        #expect(counts.returnedEvents == 1)
        let events = try await ledger.pendingEvents(limit: 20)
        let ids = ["A-1/1/1", "A-1/2/1", "A-2/1/1", "A-3/1/1", "A-3/1/2", "owed twice"]
        #expect(events.map(\.id).filter { $0 != "returned" }.sorted() == ids)
        #expect(events.first { $0.id == "owed twice" }?.body == Array("anew".utf8))
        let body = String(decoding: events.first { $0.id == "A-1/2/1" }?.body ?? [], as: UTF8.self)
        #expect(body == #"head {"status":"approved","number":1} tail"#)
        #expect(try await LedgerAudit(ledger).report().problems == [])
        #expect(try await ledger.programs().first?.sequence == 5)
        #expect(try await ledger.programs().first?.lastOrder == 5)
    }

    @Test("A mistake in the last part undoes the first, and the ledger goes on", arguments: available)
    func mistake(_ implementation: LedgerUnderTest) async throws {
        let ledger = try await implementation.make()
        let fault = await #expect(throws: LedgerFault.self) {
            try await ledger.transact(
                PartedPlan(
                    applications: [Sample.key()],
                    balances: [Sample.cap],
                    parts: [{ self.decide("A-1", cents: 100, &$0) }, { $0.fail("a mistake") }]
                )
            )
        }
        #expect(fault?.description.contains("a mistake") == true)
        #expect(try await ledger.application() == nil)
        #expect(try await ledger.balance() == 0)
        try await ledger.transact(
            PartedPlan(
                applications: [Sample.key()],
                balances: [Sample.cap],
                parts: [{ self.decide("A-1", cents: 100, &$0) }, { _ in }]
            )
        )
        #expect(try await ledger.balance() == 100)
        #expect(try await LedgerAudit(ledger).report().problems == [])
    }
}
