import AMQP
import Ledger
import Testing

@testable import Pipeline

/// Retry queues of a real broker: out, and back.
@Suite(
    "Retry queues",
    .serialized,
    .enabled(if: House.isThere, "REBATED_TEST_AMQP_URL and REBATED_TEST_RABBITMQCTL name no broker"),
    .timeLimit(.minutes(5))
)
struct RetryRoundTests {
    private let trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"

    private func faults(_ count: Int) -> [LedgerFault] {
        (0..<count).map { _ in LedgerFault(.other, "a fault of one message") }
    }

    @Test func aMessageGoesRoundTwiceAndIsAnsweredToItsOwnPortal() async throws {
        try await House.with { house in
            // A portal whose name the worker can't publish under.
            try await house.control("add_user", house.vhost, "secret")
            try await house.control("set_permissions", "-p", house.vhost, house.vhost, "^$", ".*", "^$")
            try await house.applyPolicies(retryMilliseconds: 300)
            try await house.declare(WorkTopology(portals: [house.vhost], programs: []).declarations)
            let message = Applications.message(1, user: house.vhost) {
                $0.headers = [Header("traceparent", .text(self.trace)), Header("x-from-user", "somebody")]
                $0.expiration = "60000"
            }
            let publisher = Publisher(try house.connection("portal", user: house.vhost))
            async let running: Void = publisher.run()
            #expect(await publisher.publish([message]) == [.confirmed])
            await publisher.close()
            try await running
            let ledger = GatedLedger(try SQLiteLedger(), isOpen: true, faults: self.faults(4))
            try await house.withWorker(ledger) {
                $0.retryDelays = [("10s", 300), ("1m", 300)]
            } _: {
                let decision = try #require(try await house.take(1, from: "rebated.decisions.\(house.vhost)").first)
                #expect(decision.routingKey == "decision.approved.efficiency-works.\(house.vhost)")
                #expect(decision.properties[header: "traceparent"]?.text == self.trace)
            }
            #expect(house.log.all.contains { $0.contains("attempt 1") })
            #expect(house.log.all.contains { $0.contains("attempt 2") })
            for queue in ["rebated.applications", "rebated.dead", "rebated.retry.10s", "rebated.retry.1m"] {
                #expect(try await house.ready(queue) == 0)
            }
            try await house.control("delete_user", house.vhost)
        }
    }

    // On a busy machine a queue may take longer to prove itself than the worker waits, and then the message and its copy
    // are both tried. So the ledger never gives in, and every one of them has to come to the same end.
    @Test func afterTheLastDelayItIsSetAsideWithItsStory() async throws {
        try await House.with { house in
            try await house.applyPolicies(retryMilliseconds: 200)
            try await house.submit([Applications.message(1)])
            let ledger = GatedLedger(
                try SQLiteLedger(),
                isOpen: true,
                alwaysFails: LedgerFault(.other, "a fault of one message")
            )
            try await house.withWorker(ledger) {
                $0.retryDelays = [("10s", 200), ("1m", 200), ("10m", 200)]
            } _: {
                let dead = try #require(try await house.take(1, from: "rebated.dead").first)
                #expect(dead.properties[header: "x-reason"] == "ledger-fault")
                #expect(dead.properties[header: "x-attempt"] == 3)
                #expect(dead.properties[header: "x-from-user"] == "guest")
                #expect(dead.properties[header: "x-from-exchange"] == "rebated.applications")
                #expect(dead.properties[header: "x-from-routing-key"] == "submitted.efficiency-works")
                #expect(dead.properties[header: "x-death"] == nil)
                for queue in ["rebated.applications", "rebated.retry.10s", "rebated.retry.1m", "rebated.retry.10m"] {
                    try await house.until { try await house.isEmpty(queue) }
                }
            }
        }
    }

    @Test func aRetryQueueWithoutItsPolicyGetsNothingButACopy() async throws {
        try await House.with { house in
            try await house.submit([Applications.message(1)])
            let ledger = GatedLedger(try SQLiteLedger(), isOpen: true, faults: self.faults(2))
            try await house.withWorker(ledger) {
                $0.retryDelays = [("10s", 300)]
            } _: {
                let decisions = try await house.take(1, from: "rebated.decisions.guest")
                #expect(decisions.count == 1)
                #expect(house.log.all.contains { $0.contains("rebated.retry.10s holds 1 messages and lets none go") })
            }
            #expect(try await house.ready("rebated.applications") == 0)
        }
    }

    @Test func withoutARetryQueueItWaitsInTheWorkerAndNothingElseDoes() async throws {
        try await House.with { house in
            let client = TopologyClient(try house.connection())
            await client.close()
            for queue in ["10s", "1m", "10m"] {
                try await house.control("-q", "delete_queue", "-p", house.vhost, "rebated.retry.\(queue)")
            }
            try await house.submit([Applications.message(1)])
            let ledger = GatedLedger(try SQLiteLedger(), isOpen: true, faults: self.faults(2))
            try await house.withWorker(ledger) {
                $0.retryDelays = [("10s", 1_000)]
            } _: {
                try await house.until { house.log.all.contains { $0.contains("rebated.retry.10s takes no messages") } }
                try await house.submit([Applications.message(2)])
                #expect(
                    try await house.take(2, from: "rebated.decisions.guest").map(\.properties.correlationID) == [
                        "A-2", "A-1",
                    ]
                )
            }
            #expect(try await house.ready("rebated.applications") == 0)
        }
    }
}
