import AMQP
import Ledger
import Testing

@testable import Pipeline

/// What changes in the broker while a worker runs: told by name, and gone on with once it is mended.
@Suite(
    "Changes in mid-run",
    .serialized,
    .enabled(if: House.isThere, "REBATED_TEST_AMQP_URL and REBATED_TEST_RABBITMQCTL name no broker"),
    .timeLimit(.minutes(5))
)
struct MidRunTests {
    /// Submits, waits until the log tells of the trouble, mends it, and waits for the decisions.
    private func survive(
        _ house: House,
        told words: [String],
        as user: String? = nil,
        breaking: () async throws -> Void,
        mending: () async throws -> Void
    ) async throws {
        let ledger = try SQLiteLedger()
        let broker = try house.connection("worker", user: user)
        try await house.withWorker(ledger) {
            $0.broker = broker
            // The exchange is there a moment before its bindings: what is published between comes back.
            $0.outboxInterval = .milliseconds(100)
            $0.returnedBackoff = Backoff(initial: .milliseconds(500), maximum: .seconds(1))
        } _: {
            try await house.submit([Applications.message(0)])
            #expect(try await house.take(1, from: "rebated.decisions.guest").count == 1)
            try await breaking()
            try await house.submit((1...20).map { Applications.message($0) })
            try await house.until { house.log.all.contains { line in words.allSatisfy { line.contains($0) } } }
            try await mending()
            #expect(try await house.take(20, from: "rebated.decisions.guest").count == 20)
            try await house.until { try await ledger.counts().pendingEvents == 0 }
        }
        #expect(try await house.ready("rebated.applications") == 0)
        #expect(try await ledger.counts().applications == 21)
        #expect(try await house.ready("rebated.dead") == 0)
    }

    @Test func theExchangeOfDecisionsIsDeleted() async throws {
        try await House.with { house in
            try await self.survive(house, told: ["rebated.decisions", "no exchange"]) {
                try await house.deleteExchange("rebated.decisions")
            } mending: {
                try await house.applyTopology()
            }
        }
    }

    @Test func theRightToPublishIsTaken() async throws {
        try await House.with { house in
            try await house.control("add_user", house.vhost, "secret")
            func permit(_ write: String) async throws {
                try await house.control("set_permissions", "-p", house.vhost, house.vhost, "^$", write, ".*")
            }
            try await permit(".*")
            try await self.survive(house, told: ["rebated.decisions", "refused"], as: house.vhost) {
                try await permit("^$")
                // A channel keeps for a while what it was once allowed.
                try await house.control("close_all_connections", "-p", house.vhost, "a test")
            } mending: {
                try await permit(".*")
            }
            try await house.control("delete_user", house.vhost)
        }
    }

    @Test func theQueueOfApplicationsIsDeletedAndMadeAgain() async throws {
        try await House.with { house in
            let ledger = try SQLiteLedger()
            try await house.withWorker(ledger) {
                try await house.submit([Applications.message(0)])
                #expect(try await house.take(1, from: "rebated.decisions.guest").count == 1)
                try await house.control("-q", "delete_queue", "-p", house.vhost, "rebated.applications")
                try await house.until {
                    house.log.all.contains { $0.contains("rebated.applications") && $0.contains("topology apply") }
                }
                try await house.applyTopology()
                try await house.submit((1...20).map { Applications.message($0) })
                #expect(try await house.take(20, from: "rebated.decisions.guest").count == 20)
            }
            #expect(try await ledger.counts().applications == 21)
        }
    }
}
