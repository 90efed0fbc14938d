import Foundation
import Ledger
import Messages
import Testing

@Suite("Of several processes, one publishes an event")
struct OwnerTests {
    static let shared = LedgerUnderTest.shared

    @Test("A worker's events are its own while it lives, and anybody's when it is closed", arguments: shared)
    func workers(_ implementation: LedgerUnderTest) async throws {
        let place = try await implementation.place()
        let first = try await LedgerUnderTest.open(place)
        let second = try await LedgerUnderTest.open(place)
        try await first.enqueue(Sample.event("a"), Sample.event("b"))
        #expect(try await second.claimEvents(limit: 9, includingReturned: true) == [])
        #expect(try await first.claimEvents(limit: 9, includingReturned: true) == [])
        await first.close()
        let claimed = try await second.claimEvents(limit: 1, includingReturned: false)
        #expect(claimed.map(\.id) == ["a"])
        #expect(try await second.claimEvents(limit: 9, includingReturned: false).map(\.id) == ["b"])
        let owners = Set(try await second.pendingEvents(limit: 9).map(\.owner))
        #expect(owners.count == 1 && owners != [nil])
    }

    @Test("What a tool enqueues is nobody's; what it claims is its own", arguments: shared)
    func tools(_ implementation: LedgerUnderTest) async throws {
        let place = try await implementation.place()
        let tool = try await LedgerUnderTest.open(place, role: .tool)
        try await tool.enqueue(Sample.event("a"), Sample.event("b"))
        #expect(try await tool.pendingEvents(limit: 9).map(\.owner) == [nil, nil])
        #expect(try await tool.claimEvents(limit: 1, includingReturned: false).map(\.id) == ["a"])
        let worker = try await LedgerUnderTest.open(place)
        #expect(try await worker.claimEvents(limit: 9, includingReturned: false).map(\.id) == ["b"])
        // Its claim goes with it.
        await tool.close()
        #expect(try await worker.claimEvents(limit: 9, includingReturned: false).map(\.id) == ["a"])
        // Enqueued again by a tool, it stays with who publishes it.
        let another = try await LedgerUnderTest.open(place, role: .tool)
        try await another.enqueue(Sample.event("a", body: [1]))
        #expect(try await another.claimEvents(limit: 9, includingReturned: false) == [])
    }

    @Test("A worker that takes a dead one's slot does not take its events for its own", arguments: shared)
    func sameSlot(_ implementation: LedgerUnderTest) async throws {
        let place = try await implementation.place()
        let first = try await LedgerUnderTest.open(place)
        try await first.enqueue(Sample.event("a"))
        await first.close()
        let second = try await LedgerUnderTest.open(place)
        #expect(try await second.claimEvents(limit: 9, includingReturned: false).map(\.id) == ["a"])
    }

    // One after another: while it waits for a process, the testing library blocks one of few threads, and this process
    // waits for us.
    @Test("When its process is killed, a worker's events are claimed by another", .serialized, arguments: shared)
    func killed(_ implementation: LedgerUnderTest) async throws {
        let place = try await implementation.place()
        let ledger = try await LedgerUnderTest.open(place)
        async let other = #expect(processExitsWith: .signal(SIGKILL)) { [place = place as String] in
            let ledger = try await LedgerUnderTest.open(place)
            try await ledger.enqueue(Sample.event("a"))
            // Until the parent has looked.
            while try await ledger.pendingEvents(limit: 9).count < 2 { usleep(2_000) }
            kill(getpid(), SIGKILL)
        }
        while try await ledger.pendingEvents(limit: 9).isEmpty { try await Task.sleep(for: .milliseconds(2)) }
        #expect(try await ledger.claimEvents(limit: 9, includingReturned: false) == [])
        try await ledger.enqueue(Sample.event("b"))
        _ = await other
        // A server may take a moment to notice.
        var claimed: [OutboxEvent] = []
        for _ in 0..<500 where claimed.isEmpty {
            claimed = try await ledger.claimEvents(limit: 9, includingReturned: false)
            if claimed.isEmpty { try await Task.sleep(for: .milliseconds(10)) }
        }
        #expect(claimed.map(\.id) == ["a"])
    }

    @Test("A reader changes nothing and makes nothing", arguments: shared)
    func readers(_ implementation: LedgerUnderTest) async throws {
        let place = try await implementation.place()
        let fault = await #expect(throws: LedgerFault.self) { try await LedgerUnderTest.open(place, role: .reader) }
        #expect(fault?.code == .missing && fault?.isTransient == false)
        #expect(try await LedgerOpening.schema(of: LedgerLocation(place)) == nil)
        let ledger = try await LedgerUnderTest.open(place, role: .tool)
        try await ledger.enqueue(Sample.event("a"))
        let reader = try await LedgerUnderTest.open(place, role: .reader)
        #expect(try await reader.pendingEvents(limit: 9).count == 1)
        await #expect(throws: LedgerFault.self) { try await reader.enqueue(Sample.event("b")) }
        await #expect(throws: LedgerFault.self) { try await reader.claimEvents(limit: 1, includingReturned: true) }
        #expect(try await ledger.pendingEvents(limit: 9).count == 1)
        let schema = try #require(try await LedgerOpening.schema(of: LedgerLocation(place)))
        #expect(schema.version == schema.latest)
    }
}
