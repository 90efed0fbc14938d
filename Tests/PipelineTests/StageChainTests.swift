import AMQP
import Ledger
import Messages
import Testing

@testable import Pipeline

@Suite("From delivery to ack", .timeLimit(.minutes(1)))
struct StageChainTests {
    private static let noRoute: ChainHarness.Answer = { _, _ in .returned(code: 312, text: "NO_ROUTE") }

    private func key(_ id: String) -> ApplicationKey {
        ApplicationKey(program: "efficiency-works", application: id)
    }

    @Test func anApplicationIsDecidedPublishedMarkedAndAcknowledged() async throws {
        let harness = try ChainHarness(ledger: SQLiteLedger())
        await harness.deliver([[Deliveries.application("A-1", tag: 1)]])
        let message = try #require(harness.record.published.first)
        #expect(harness.record.published.count == 1)
        #expect(message.exchange == "rebated.decisions")
        #expect(message.routingKey == "decision.approved.efficiency-works.portal")
        #expect(message.mandatory)
        #expect(message.properties.deliveryMode == 2)
        #expect(message.properties.correlationID == "A-1")
        #expect(message.properties.type == "rebated.decision.made.v1")
        #expect(message.properties.appID == "rebated")
        #expect(message.properties.contentType == "application/cloudevents+json")
        #expect(message.properties[header: "traceparent"]?.text?.contains("0af7651916cd43dd8448eb211c80319c") == true)
        #expect(harness.record.acknowledged.map(\.tag) == [1])
        #expect(try await harness.ledger.counts().pendingEvents == 0)
    }

    @Test func recordFollowsArrivalHoweverManyLanesThereAre() async throws {
        let ledger = try SQLiteLedger()
        try await ledger.setBudget(program: "efficiency-works", cents: 1_000_000, by: "a test")
        let harness = try ChainHarness(ledger: ledger) { configuration in
            configuration.lanes = 4
            configuration.parcel = 3
            configuration.batch = 50
        }
        let deliveries = (1...300)
            .map { Deliveries.application("A-\($0)", tag: $0, customer: "C-\($0)", site: "S-\($0)") }
        await harness.deliver([Array(deliveries[..<100]), Array(deliveries[100...])])
        var statuses: [String] = []
        for number in 1...300 { statuses += try await ledger.history(of: self.key("A-\(number)")).map(\.status) }
        let approved = statuses.prefix { $0 == "approved" }
        #expect(!approved.isEmpty)
        #expect(statuses.dropFirst(approved.count).allSatisfy { $0 == "waitlisted" })
        #expect(statuses.count == 300)
        #expect(Set(harness.record.acknowledged.map(\.tag)) == Set(1...300))
    }

    @Test func copiesOfOneRevisionHaveOneDecision() async throws {
        let harness = try ChainHarness(ledger: SQLiteLedger()) { $0.batch = 16 }
        await harness.deliver([(1...100).map { Deliveries.application("A-1", tag: $0) }])
        #expect(Set(harness.record.published.map(\.properties.messageID)).count == 1)
        #expect(Set(harness.record.published.map(\.body)).count == 1)
        #expect(harness.record.acknowledged.count == 100)
        #expect(try await harness.ledger.history(of: self.key("A-1")).count == 1)
    }

    @Test func anUnroutableDecisionStaysInTheOutboxAndEndsItsDelivery() async throws {
        let harness = try ChainHarness(ledger: SQLiteLedger(), answer: Self.noRoute)
        await harness.deliver([[Deliveries.application("A-1", tag: 1)]])
        #expect(harness.record.acknowledged.map(\.tag) == [1])
        #expect(try await harness.ledger.counts().returnedEvents == 1)
    }

    @Test func rubbishIsAnsweredAndSetAsideWhereTheAnswerReachesNobody() async throws {
        let rubbish = Deliveries.message(Array("not JSON".utf8), tag: 1)
        let answered = try ChainHarness(ledger: SQLiteLedger())
        await answered.deliver([[rubbish]])
        #expect(answered.record.published.map(\.routingKey) == ["rejected.-.portal"])
        #expect(answered.record.acknowledged.map(\.tag) == [1])

        let unanswered = try ChainHarness(
            ledger: SQLiteLedger(),
            answer: { message, attempt in
                message.exchange == "rebated.dead" ? .confirmed : Self.noRoute(message, attempt)
            }
        )
        await unanswered.deliver([[rubbish]])
        #expect(unanswered.record.published.map(\.exchange) == ["rebated.decisions", "rebated.dead"])
        #expect(unanswered.record.published.last?.body == Array("not JSON".utf8))
        #expect(unanswered.record.acknowledged.map(\.tag) == [1])
    }

    @Test func whatWasDeliveredTooOftenIsSetAsideWithoutBeingRead() async throws {
        let harness = try ChainHarness(ledger: SQLiteLedger())
        await harness.deliver([
            [Deliveries.application("A-1", tag: 1, failed: 11), Deliveries.application("A-2", tag: 2, failed: 10)]
        ])
        #expect(harness.record.published.map(\.exchange) == ["rebated.dead", "rebated.decisions"])
        #expect(harness.record.published.first?.properties[header: "x-reason"] == "delivered-too-often")
        #expect(Set(harness.record.acknowledged.map(\.tag)) == [1, 2])
        #expect(try await harness.ledger.history(of: self.key("A-1")).isEmpty)
    }

    @Test func whatTheBrokerDidNotConfirmGoesOutAgainBeforeTheAck() async throws {
        let harness = try ChainHarness(
            ledger: SQLiteLedger(),
            answer: { _, attempt in
                switch attempt {
                case 1: .unsettled(AMQPError(.connectionLost, "lost"))
                case 2: .refused
                default: .confirmed
                }
            }
        )
        await harness.deliver([[Deliveries.application("A-1", tag: 1)]])
        #expect(harness.record.published.count == 3)
        #expect(harness.record.acknowledged.map(\.tag) == [1])
    }

    @Test func aMessageThatTheBrokerObjectsToHoldsUpNoOther() async throws {
        // As a missing exchange does: the channel is closed, and all that was in flight is in doubt.
        let harness = try ChainHarness(
            ledger: SQLiteLedger(),
            answer: { _, attempt in attempt < 4 ? .unsettled(AMQPError(.notFound, "no exchange")) : .confirmed }
        )
        await harness.deliver([(1...3).map { Deliveries.application("A-\($0)", tag: $0) }])
        #expect(harness.record.acknowledged.count == 3)
    }

    @Test func aFailingLedgerAcknowledgesNothingAndRecoversAlone() async throws {
        let faults = [LedgerFault(.full, "full"), LedgerFault(.busy, "busy"), LedgerFault(.readOnly, "read-only")]
        let ledger = FaultyLedger(try SQLiteLedger(), faults: faults)
        let harness = try ChainHarness(ledger: ledger)
        await harness.deliver([(1...20).map { Deliveries.application("A-\($0)", tag: $0) }])
        #expect(harness.record.acknowledged.count == 20)
        #expect(Set(harness.record.published.map(\.properties.messageID)).count == 20)
        // The same batch again, whole: not item by item.
        #expect(ledger.transactions.prefix(4) == [20, 20, 20, 20])
    }

    @Test func oneApplicationThatTheLedgerFailsOnHoldsUpNoOther() async throws {
        let ledger = FaultyLedger(try SQLiteLedger(), poison: self.key("A-3"))
        let harness = try ChainHarness(ledger: ledger) { $0.retryDelays = [] }
        await harness.deliver([(1...6).map { Deliveries.application("A-\($0)", tag: $0) }])
        let dead = harness.record.published.filter { $0.exchange == "rebated.dead" }
        #expect(dead.map { $0.properties[header: "x-reason"] } == ["ledger-fault"])
        #expect(dead.first?.properties.messageID == "m-3")
        #expect(harness.record.published.count { $0.exchange == "rebated.decisions" } == 5)
        #expect(Set(harness.record.acknowledged.map(\.tag)) == Set(1...6))
    }

    @Test func whatAnEarlierRunLeftBehindIsPublishedOnStart() async throws {
        let ledger = try SQLiteLedger()
        let first = try ChainHarness(ledger: ledger, answer: Self.noRoute)
        await first.deliver([[Deliveries.application("A-1", tag: 1)]])
        let second = try ChainHarness(ledger: ledger)
        await second.deliver([])
        let ids = first.record.published.map(\.properties.messageID)
        #expect(second.record.published.map(\.properties.messageID) == ids)
        #expect(second.record.published.map(\.body) == first.record.published.map(\.body))
        #expect(try await ledger.counts().returnedEvents == 0)
        #expect(try await ledger.counts().pendingEvents == 0)
    }
}
