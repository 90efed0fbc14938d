import AMQP
import Ledger
import Testing

@testable import Pipeline

/// What a worker looks at before it consumes.
@Suite(
    "Checks at the start",
    .serialized,
    .enabled(if: House.isThere, "REBATED_TEST_AMQP_URL and REBATED_TEST_RABBITMQCTL name no broker"),
    .timeLimit(.minutes(5))
)
struct TopologyCheckTests {
    /// Starts a worker that has to refuse, and gives its words.
    private func refusal(_ house: House) async throws -> String {
        let error = await #expect(throws: AMQPError.self) { try await house.runWorker(SQLiteLedger()) }
        #expect(error?.code == .preconditionFailed)
        #expect(!house.log.all.contains { $0.contains("consuming from") })
        return error?.message ?? ""
    }

    private func replace(_ queue: QueueDeclaration, in house: House) async throws {
        try await house.control("-q", "delete_queue", "-p", house.vhost, queue.name)
        try await house.declare(Topology(queues: [queue]))
    }

    @Test func aDeliveryLimitWithoutADeadLetterExchangeIsRefusedByName() async throws {
        try await House.with { house in
            let limit = [Header("x-delivery-limit", .int(5))]
            try await self.replace(QueueDeclaration(name: "rebated.applications", arguments: limit), in: house)
            let words = try await self.refusal(house)
            #expect(words.contains("queue 'rebated.applications' has the argument x-delivery-limit = 5 and no"))
            #expect(words.contains("x-dead-letter-exchange"))
        }
    }

    @Test func anotherArgumentIsRefusedWithWhatDiffers() async throws {
        try await House.with { house in
            let arguments = [Header("x-delivery-limit", .int(5)), Header("x-dead-letter-exchange", "elsewhere")]
            try await self.replace(QueueDeclaration(name: "rebated.reviews", arguments: arguments), in: house)
            let words = try await self.refusal(house)
            #expect(words.contains("queue 'rebated.reviews' differs in x-dead-letter-exchange"))
            #expect(words.contains("elsewhere"))
        }
    }

    @Test func aClassicQueueIsRefused() async throws {
        try await House.with { house in
            try await self.replace(QueueDeclaration(name: "rebated.dead", type: .classic), in: house)
            let words = try await self.refusal(house)
            #expect(words.contains("queue 'rebated.dead' differs in x-queue-type: the broker has"))
            #expect(words.contains("classic"))
        }
    }

    @Test func whoMayNotDeclareIsToldThatNothingWasCompared() async throws {
        try await House.with { house in
            try await house.control("add_user", house.vhost, "secret")
            try await house.control("set_permissions", "-p", house.vhost, house.vhost, "^$", ".*", ".*")
            let broker = try house.connection("worker", user: house.vhost)
            try await house.withWorker(SQLiteLedger()) {
                $0.broker = broker
            } _: {
                try await house.until { house.log.all.contains { $0.contains("consuming from") } }
            }
            #expect(house.log.all.contains { $0.hasPrefix("info") && $0.contains("may not declare") })
            try await house.control("delete_user", house.vhost)
        }
    }
}
