import Ledger
import Messages
import Testing

@Suite("Every ledger owes an event until it is confirmed")
struct OutboxTests {
    static let available = LedgerUnderTest.available

    @Test("Events come back whole and in order, page by page", arguments: available)
    func pages(_ implementation: LedgerUnderTest) async throws {
        let ledger = try await implementation.make()
        for number in 0..<5 { try await ledger.enqueue(Sample.event("e\(number)", createdAt: Int64(number))) }
        let page = try await ledger.pendingEvents(limit: 2)
        #expect(page.map(\.id) == ["e0", "e1"])
        let rest = try await ledger.pendingEvents(after: page[1].place, limit: 10)
        #expect(rest.map(\.id) == ["e2", "e3", "e4"])
        let counts = try await ledger.counts()
        #expect(counts.pendingEvents == 5 && counts.oldestPendingAt == 0 && counts.returnedEvents == 0)
        let first = page[0]
        let expected = Sample.event("e0", createdAt: 0)
        #expect(first.body == expected.body && first.type == expected.type && first.exchange == expected.exchange)
        #expect(first.routingKey == expected.routingKey && first.correlationID == "A-1" && first.traceparent == nil)
    }

    @Test("A confirmed event is gone, and the same id can be owed again", arguments: available)
    func confirmation(_ implementation: LedgerUnderTest) async throws {
        let ledger = try await implementation.make()
        try await ledger.enqueue(Sample.event("a"), Sample.event("b"))
        try await ledger.transact(TestPlan { $0.markPublished(["a", "unknown"]) })
        #expect(try await ledger.pendingEvents(limit: 10).map(\.id) == ["b"])
        try await ledger.enqueue(Sample.event("a", body: [1]))
        #expect(try await ledger.pendingEvents(limit: 10).map(\.id) == ["b", "a"])
        try await ledger.transact(
            TestPlan { books in
                books.markPublished(["a", "b"])
                books.enqueue(Sample.event("a", body: [2]))
            }
        )
        #expect(try await ledger.pendingEvents(limit: 10).map(\.body) == [[2]])
    }

    @Test("An event that is enqueued while it is pending stays one", arguments: available)
    func enqueuedAgain(_ implementation: LedgerUnderTest) async throws {
        let ledger = try await implementation.make()
        try await ledger.enqueue(Sample.event("a"), Sample.event("b"))
        try await ledger.enqueue(Sample.event("a", body: [9]))
        let events = try await ledger.pendingEvents(limit: 10)
        #expect(events.map(\.id) == ["a", "b"])
        #expect(events[0].body == [9])
    }

    @Test("A returned event is set apart, and pending again when it is enqueued", arguments: available)
    func returned(_ implementation: LedgerUnderTest) async throws {
        let ledger = try await implementation.make()
        try await ledger.enqueue(Sample.event("a"), Sample.event("b"))
        try await ledger.transact(TestPlan { $0.markReturned("a", reason: "no route") })
        #expect(try await ledger.pendingEvents(limit: 10).map(\.id) == ["b"])
        let all = try await ledger.pendingEvents(after: 0, limit: 10, includingReturned: true)
        #expect(all.map(\.returned) == ["no route", nil])
        let counts = try await ledger.counts()
        #expect(counts.pendingEvents == 1 && counts.returnedEvents == 1)
        try await ledger.enqueue(Sample.event("a"))
        #expect(try await ledger.pendingEvents(limit: 10).map(\.id) == ["a", "b"])
    }

    @Test("The event of a decision comes back byte for byte, wherever the decision stands in it", arguments: available)
    func decisions(_ implementation: LedgerUnderTest) async throws {
        let ledger = try await implementation.make()
        let bodies: [(String, @Sendable ([UInt8]) -> [UInt8])] = [
            ("A-1", { Array(#"{"id":"x","data":"#.utf8) + $0 + Array("}".utf8) }),
            ("A-2", { $0 }),
            ("A-3", { $0 + Array(#","more":"behind it"}"#.utf8) }),
            ("A-4", { _ in [] }),
            ("A-5", { Array($0.dropFirst()) }),
            ("A-6", { $0 + $0 + [0, 255] }),
        ]
        var expected: [[UInt8]] = []
        for (name, body) in bodies {
            let application = Sample.application(Sample.key(name))
            let event = Sample.event(application.eventID, body: body(application.decision))
            expected.append(event.body)
            try await ledger.transact(
                TestPlan([application.key]) { books in
                    books.use(edition: Sample.edition)
                    books.record(application)
                    books.enqueue(event)
                }
            )
        }
        #expect(try await ledger.pendingEvents(limit: 10).map(\.body) == expected)
        // A duplicate gets the present decision again: the event is made anew, the decision is not.
        let again = Sample.application(Sample.key("A-1"))
        try await ledger.transact(TestPlan { $0.markPublished([again.eventID]) })
        try await ledger.transact(
            TestPlan([again.key]) { books in
                let decision = books.application(again.key)?.decision ?? []
                books.enqueue(Sample.event(again.eventID, body: [7] + decision + [8]))
            }
        )
        #expect(try await ledger.pendingEvents(limit: 10).last?.body == [7] + again.decision + [8])
        #expect(try await ledger.history(of: again.key).count == 1)
        #expect(try await ledger.audit() == [])
    }
}
