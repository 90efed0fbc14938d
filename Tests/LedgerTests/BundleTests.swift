import Ledger
import Messages
import Testing

@Suite("Events of decisions are owed by the commit, and looked at and given to others one by one")
struct BundleTests {
    static let available = LedgerUnderTest.available
    static let shared = LedgerUnderTest.shared

    /// Decides applications in one transaction, and gives the events that tell it.
    @discardableResult
    private func decide(_ ledger: any Ledger, _ names: String...) async throws -> [OutboxEvent] {
        let records = names.map { Sample.application(Sample.key($0)) }
        let events = records.map { record in
            Sample.event(record.eventID, body: Array("{".utf8) + record.decision + Array("}".utf8))
        }
        try await ledger.transact(
            TestPlan(Set(records.map(\.key))) { books in
                books.use(edition: Sample.edition)
                for record in records { books.record(record) }
                for event in events { books.enqueue(event) }
            }
        )
        return events
    }

    private func mark(
        _ ledger: any Ledger,
        published: [OutboxEvent] = [],
        returned: [OutboxEvent] = []
    ) async throws {
        let (published, returned) = (published.map(\.id), returned.map(\.id))
        try await ledger.transact(
            TestPlan { books in
                books.markPublished(published)
                for id in returned { books.markReturned(id, reason: "no route") }
            }
        )
    }

    private func all(_ ledger: any Ledger) async throws -> [OutboxEvent] {
        try await ledger.pendingEvents(after: 0, limit: 99, includingReturned: true)
    }

    @Test("They come back whole and in order among the others, page by page", arguments: available)
    func pages(_ implementation: LedgerUnderTest) async throws {
        let ledger = try await implementation.make()
        try await ledger.enqueue(Sample.event("x"))
        let first = try await self.decide(ledger, "A-1", "A-2", "A-3")
        let second = try await self.decide(ledger, "A-4")
        try await ledger.enqueue(Sample.event("y"))
        let ids = ["x"] + first.map(\.id) + second.map(\.id) + ["y"]
        let events = try await self.all(ledger)
        #expect(events.map(\.id) == ids && Set(events.map(\.place)).count == 6)
        #expect(events.filter { $0.id != "x" && $0.id != "y" }.map(\.body) == (first + second).map(\.body))
        #expect(events.allSatisfy { $0.owner != nil })
        for limit in 1...6 {
            var (paged, last): ([String], Int64) = ([], 0)
            while true {
                let page = try await ledger.pendingEvents(after: last, limit: limit)
                guard let end = page.last else { break }
                paged += page.map(\.id)
                last = end.place
            }
            #expect(paged == ids)
        }
        let (counts, figures) = (try await ledger.counts(), try await ledger.figures())
        #expect(counts.pendingEvents == 6 && counts.returnedEvents == 0 && counts.oldestPendingAt == 5)
        #expect(figures.pendingEvents == 6 && figures.oldestPendingAt == 5)
        #expect(try await ledger.audit() == [])
    }

    @Test("They are gone once all are confirmed, together or apart", arguments: available)
    func confirmed(_ implementation: LedgerUnderTest) async throws {
        let ledger = try await implementation.make()
        let first = try await self.decide(ledger, "A-1", "A-2", "A-3")
        let second = try await self.decide(ledger, "A-4", "A-5")
        try await self.mark(ledger, published: [first[2], second[0]])
        try await self.mark(ledger, published: [second[1], first[0]])
        #expect(try await self.all(ledger).map(\.id) == first.map(\.id))
        try await self.mark(ledger, published: [first[1], first[1], second[1]])
        #expect(try await self.all(ledger) == [])
        #expect(try await ledger.counts().pendingEvents == 0)
        #expect(try await ledger.figures() == LedgerFigures())
    }

    @Test("One that comes back is set apart, and is the only one that stays", arguments: available)
    func returned(_ implementation: LedgerUnderTest) async throws {
        let ledger = try await implementation.make()
        let events = try await self.decide(ledger, "A-1", "A-2", "A-3")
        try await self.mark(ledger, published: [events[0], events[2]], returned: [events[1]])
        let left = try await self.all(ledger)
        #expect(left.map(\.id) == [events[1].id] && left.map(\.body) == [events[1].body])
        #expect(left.map(\.returned) == ["no route"] && left.map(\.owner) == [nil])
        let counts = try await ledger.counts()
        #expect(counts.pendingEvents == 0 && counts.returnedEvents == 1)
        let claimed = try await ledger.claimEvents(limit: 9, includingReturned: true)
        #expect(claimed.map(\.body) == [events[1].body])
        try await self.mark(ledger, published: claimed)
        #expect(try await self.all(ledger) == [])
    }

    @Test("One that is told again while it is owed is gone when both copies are confirmed", arguments: available)
    func again(_ implementation: LedgerUnderTest) async throws {
        let ledger = try await implementation.make()
        let events = try await self.decide(ledger, "A-1", "A-2")
        try await ledger.enqueue(events[0])
        try await self.mark(ledger, published: events)
        #expect(try await self.all(ledger).map(\.id) == [events[0].id])
        try await self.mark(ledger, published: [events[0]])
        #expect(try await self.all(ledger) == [])
    }

    @Test("A transaction that fails leaves them as they were", arguments: available)
    func failing(_ implementation: LedgerUnderTest) async throws {
        let ledger = try await implementation.make()
        let events = try await self.decide(ledger, "A-1", "A-2")
        await #expect(throws: LedgerFault.self) {
            try await ledger.transact(
                TestPlan { books in
                    books.markPublished(events.map(\.id))
                    books.fail("on purpose")
                }
            )
        }
        #expect(try await self.all(ledger).count == 2)
        try await self.mark(ledger, published: events)
        #expect(try await self.all(ledger) == [])
    }

    @Test("Another claims them one by one when their process is gone, byte for byte", arguments: shared)
    func claimed(_ implementation: LedgerUnderTest) async throws {
        let place = try await implementation.place()
        let (worker, other) = (try await LedgerUnderTest.open(place), try await LedgerUnderTest.open(place))
        let events = try await self.decide(worker, "A-1", "A-2") + self.decide(worker, "A-3")
        let confirmed = try await self.decide(worker, "A-4")
        try await self.mark(worker, published: confirmed + [events[0]])
        #expect(try await other.claimEvents(limit: 9, includingReturned: true) == [])
        #expect(try await worker.claimEvents(limit: 9, includingReturned: true) == [])
        await worker.close()
        // The first is confirmed, but the other of its commit was not: it goes out again, under its id.
        var claimed = try await other.claimEvents(limit: 1, includingReturned: false)
        #expect(claimed.map(\.id) == [events[0].id])
        claimed += try await other.claimEvents(limit: 9, includingReturned: false)
        #expect(claimed.map(\.id) == events.map(\.id) && claimed.map(\.body) == events.map(\.body))
        #expect(Set(claimed.map(\.owner)).count == 1 && claimed[0].owner != nil)
        try await self.mark(other, published: Array(claimed[..<2]), returned: [claimed[2]])
        #expect(try await self.all(other).map(\.returned) == ["no route"])
        #expect(try await other.audit() == [])
    }

    @Test(
        "One that is told again by another is owed by that one alone, whether its process lives or not",
        arguments: shared,
        [true, false]
    )
    func toldAgain(_ implementation: LedgerUnderTest, lives: Bool) async throws {
        let place = try await implementation.place()
        let (worker, other) = (try await LedgerUnderTest.open(place), try await LedgerUnderTest.open(place))
        let events = try await self.decide(worker, "A-1", "A-2")
        if !lives { await worker.close() }
        // As what was delivered to it and comes again does.
        try await self.tell(other, "A-1", events[0])
        #expect(try await Set(self.all(other).map(\.id)) == Set(events.map(\.id)))
        #expect(try await Set(self.all(other).map(\.owner)).count == 2)
        try await self.mark(other, published: [events[0]])
        #expect(try await self.all(other).map(\.id) == [events[1].id])
        #expect(try await other.audit() == [])
        try await self.tell(other, "A-2", events[1])
        try await self.mark(other, published: [events[1]])
        #expect(try await self.all(other) == [])
        guard lives else { return }
        // It may hear from the broker after all.
        try await self.mark(worker, published: events)
        let next = try await self.decide(worker, "A-3")
        try await self.mark(worker, published: next)
        #expect(try await self.all(worker) == [])
    }

    /// Tells a decision again.
    private func tell(_ ledger: any Ledger, _ name: String, _ event: OutboxEvent) async throws {
        try await ledger.transact(
            TestPlan([Sample.key(name)]) { books in
                if books.application(Sample.key(name)) != nil { books.enqueue(event) }
            }
        )
    }

    @Test("Who takes the slot of a dead process does not take its events for its own", arguments: shared)
    func sameSlot(_ implementation: LedgerUnderTest) async throws {
        let place = try await implementation.place()
        let first = try await LedgerUnderTest.open(place)
        let events = try await self.decide(first, "A-1", "A-2")
        await first.close()
        let second = try await LedgerUnderTest.open(place)
        #expect(try await second.claimEvents(limit: 9, includingReturned: false).map(\.body) == events.map(\.body))
    }

    @Test("What a tool decides is anybody's at once", arguments: shared)
    func tools(_ implementation: LedgerUnderTest) async throws {
        let place = try await implementation.place()
        let tool = try await LedgerUnderTest.open(place, role: .tool)
        let events = try await self.decide(tool, "A-1", "A-2")
        let worker = try await LedgerUnderTest.open(place)
        #expect(try await worker.claimEvents(limit: 9, includingReturned: false).map(\.body) == events.map(\.body))
    }
}
