import AMQP
import Ledger
import Messages
import Rulebook
import Settlement
import Synchronization
import Testing

@testable import Pipeline

@Suite("The outbox published by hand")
struct OutboxRelayTests {
    /// A ledger that owes this many rejections.
    private func ledger(owing count: Int) async throws -> SQLiteLedger {
        let ledger = try SQLiteLedger()
        let items = (1...count)
            .map { number in
                SettlementItem.rejection(
                    Rejection(application: "A-\(number)", errors: []),
                    program: "p",
                    Origin(portal: "city", messageID: "m-\(number)")
                )
            }
        _ = try await ledger.transact(SettlementBatch(items: items, now: .now, shelf: RulebookShelf([])))
        // As the process that owed them would leave them.
        let events = try await ledger.pendingEvents(limit: count)
        let marks = events.map { (id: $0.id, reason: "312 NO_ROUTE") }
        _ = try await ledger.transact(
            SettlementBatch(items: [], returned: marks, now: .now, shelf: RulebookShelf([]))
        )
        return ledger
    }

    @Test func endsThoughReturnedEventsStay() async throws {
        let ledger = try await self.ledger(owing: 7)
        let sent = Mutex<[String]>([])
        let relay = OutboxRelay(ledger, batch: 3) { messages in
            sent.withLock { $0 += messages.compactMap(\.properties.correlationID) }
            return messages.map { message in
                message.properties.correlationID == "A-2" ? .returned(code: 312, text: "NO_ROUTE") : .confirmed
            }
        }
        let report = try await relay.run(includingReturned: true)
        #expect(sent.withLock { $0 } == (1...7).map { "A-\($0)" }, "each once, oldest first")
        #expect(report.published == 6 && report.unsettled == 0)
        #expect(report.returned.map(\.event.correlationID) == ["A-2"])
        let left = try await ledger.pendingEvents(after: 0, limit: 10, includingReturned: true)
        #expect(left.map(\.correlationID) == ["A-2"] && left[0].returned == "312 NO_ROUTE")
        let counts = try await ledger.counts()
        #expect(counts.pendingEvents == 0 && counts.returnedEvents == 1)
    }

    @Test func leavesReturnedEventsAloneUnlessAsked() async throws {
        let ledger = try await self.ledger(owing: 2)
        let report = try await OutboxRelay(ledger) { $0.map { _ in .confirmed } }.run(includingReturned: false)
        #expect(report.published == 0)
        let counts = try await ledger.counts()
        #expect(counts.returnedEvents == 2)
    }

    @Test func stopsWhereTheBrokerDoesNotAnswer() async throws {
        let ledger = try await self.ledger(owing: 5)
        let relay = OutboxRelay(ledger, batch: 2) { messages in
            messages.map { _ in .unsettled(AMQPError(.connectFailed, "no broker")) }
        }
        let report = try await relay.run(includingReturned: true)
        #expect(report.published == 0 && report.unsettled == 2 && report.obstacle == "no broker")
        let counts = try await ledger.counts()
        #expect(counts.pendingEvents + counts.returnedEvents == 5)
    }
}
