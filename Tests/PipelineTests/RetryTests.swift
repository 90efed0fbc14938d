import AMQP
import Ledger
import Messages
import Testing

@testable import Pipeline

@Suite("A message that fails alone", .timeLimit(.minutes(1))) struct RetryTests {
    private let key = ApplicationKey(program: "efficiency-works", application: "A-1")

    private func failing() throws -> FaultyLedger { FaultyLedger(try SQLiteLedger(), poison: self.key) }

    @Test func goesThroughTheRetryQueuesOneAfterTheOtherAndIsThenSetAside() async throws {
        let harness = try ChainHarness(ledger: self.failing())
        try await harness.run { deliver in
            deliver([Deliveries.application("A-1", tag: 1)])
            for tag in 1...2 as ClosedRange<UInt64> {
                try await harness.until { $0.acknowledged.count == tag }
                let message = try #require(harness.record.published.last)
                #expect(message.exchange == (tag == 1 ? "rebated.retry.10s" : "rebated.retry.1m"))
                #expect(message.properties[header: "x-attempt"] == .int(Int64(tag)))
                #expect(message.properties[header: "x-from-user"] == "portal")
                #expect(message.properties.userID == "worker")
                deliver([Deliveries.returned(message, tag: tag + 1)])
            }
            try await harness.until { $0.acknowledged.count == 3 }
        }
        let dead = try #require(harness.record.published.last)
        #expect(harness.record.published.count == 3)
        #expect(dead.exchange == "rebated.dead")
        #expect(dead.properties[header: "x-reason"] == "ledger-fault")
        #expect(dead.properties[header: "x-attempt"] == 2)
        #expect(dead.properties[header: "x-from-user"] == "portal")
        #expect(dead.properties[header: "x-from-exchange"] == "rebated.applications")
    }

    @Test func isAnsweredToItsFirstSenderWhenItComesBackAndSucceeds() async throws {
        let fault = LedgerFault(.other, "passing")
        let harness = try ChainHarness(ledger: FaultyLedger(SQLiteLedger(), faults: [fault, fault]))
        try await harness.run { deliver in
            deliver([Deliveries.application("A-1", tag: 1)])
            try await harness.until { $0.acknowledged.count == 1 }
            deliver([Deliveries.returned(try #require(harness.record.published.last), tag: 2)])
            try await harness.until { $0.acknowledged.count == 2 }
        }
        let decision = try #require(harness.record.published.last)
        #expect(decision.routingKey == "decision.approved.efficiency-works.portal")
        #expect(decision.properties[header: "traceparent"]?.text?.contains("0af7651916cd43dd8448eb211c80319c") == true)
    }

    @Test func staysInHandUntilAQueueHasShownThatItLetsGo() async throws {
        let fault = LedgerFault(.other, "passing")
        let harness = try ChainHarness(
            ledger: FaultyLedger(SQLiteLedger(), faults: [fault, fault]),
            configure: { $0.provenRetryQueues = [] }
        )
        try await harness.run { deliver in
            deliver([Deliveries.application("A-1", tag: 1)])
            try await harness.until { $0.published.count == 1 }
            let copy = try #require(harness.record.published.first)
            #expect(copy.exchange == "rebated.retry.10s")
            #expect(harness.record.acknowledged.isEmpty)
            deliver([Deliveries.returned(copy, tag: 2)])
            try await harness.until { Set($0.acknowledged.map(\.tag)) == [1, 2] }
        }
        #expect(harness.record.published.map(\.exchange) == ["rebated.retry.10s", "rebated.decisions"])
    }

    @Test(arguments: [
        PublishOutcome.returned(code: 312, text: "NO_ROUTE"), .refused, .unsettled(AMQPError(.notFound, "no exchange")),
        .unsettled(AMQPError(.accessRefused, "no permission")),
    ])
    func waitsInTheWorkerWhereThereIsNoRetryQueue(outcome: PublishOutcome) async throws {
        let harness = try ChainHarness(
            ledger: self.failing(),
            answer: { message, _ in message.exchange.hasPrefix("rebated.retry") ? outcome : .confirmed }
        )
        try await harness.run { deliver in
            deliver((1...3).map { Deliveries.application("A-\($0)", tag: $0) })
            try await harness.until { $0.acknowledged.count == 3 }
        }
        // Asked once, and then left alone for a while.
        #expect(harness.record.published.count { $0.exchange.hasPrefix("rebated.retry") } >= 1)
        let dead = harness.record.published.filter { $0.exchange == "rebated.dead" }
        #expect(dead.map { $0.properties[header: "x-attempt"] } == [2])
    }

    @Test func isLeftToTheBrokerWhenTheWorkerStopsMeanwhile() async throws {
        let harness = try ChainHarness(
            ledger: self.failing(),
            configure: { $0.retryDelays = [("10s", 600_000)] },
            answer: { message, _ in
                message.exchange.hasPrefix("rebated.retry") ? .returned(code: 312, text: "NO_ROUTE") : .confirmed
            }
        )
        try await harness.run { deliver in
            deliver([Deliveries.application("A-1", tag: 1)])
            try await harness.until { !$0.published.isEmpty }
        }
        #expect(harness.record.acknowledged.isEmpty)
    }
}
