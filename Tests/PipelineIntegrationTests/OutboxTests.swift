import AMQP
import Foundation
import Ledger
import Messages
import Testing

@testable import Pipeline

/// Several workers, one ledger, one outbox.
@Suite(
    "Outbox",
    .serialized,
    .enabled(if: House.isThere, "REBATED_TEST_AMQP_URL and REBATED_TEST_RABBITMQCTL name no broker"),
    .timeLimit(.minutes(5))
)
struct OutboxTests {
    private func withFile(_ body: (String) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "outbox-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await body(folder.appending(path: "ledger.sqlite").path)
    }

    @Test func twoWorkersOnOneLedgerPublishEachEventOnce() async throws {
        try await self.withFile { file in
            try await House.with { house in
                try await house.submit((0..<600).map { Applications.message($0) })
                let ledgers = [try SQLiteLedger(path: file), try SQLiteLedger(path: file)]
                func configure(_ configuration: inout WorkerConfiguration) {
                    configuration.prefetch = 50
                    configuration.batch = 16
                    configuration.outboxInterval = .milliseconds(20)
                }
                try await house.withWorker(ledgers[0], configure: configure) {
                    try await house.withWorker(ledgers[1], configure: configure) {
                        try await house.until { try await ledgers[0].counts().applications == 600 }
                    }
                }
                for ledger in ledgers { await ledger.close() }
                #expect(try await house.ready("rebated.decisions.guest") == 600)
                let decisions = try await house.take(600, from: "rebated.decisions.guest")
                #expect(Set(decisions.compactMap(\.properties.messageID)).count == 600)
            }
        }
    }

    @Test func whatToolsPutInIsPublishedWithinSecondsAndOnce() async throws {
        try await self.withFile { file in
            try await House.with { house in
                let worker = try SQLiteLedger(path: file)
                try await house.withWorker(worker) {
                    $0.outboxInterval = .milliseconds(100)
                } _: {
                    let tool = try SQLiteLedger(path: file, role: .tool)
                    try await tool.transact(Enqueueing(id: "e-1", exchange: "rebated.decisions"))
                    await tool.close()
                    let events = try await house.take(1, from: "rebated.decisions.guest")
                    #expect(events.map(\.properties.messageID) == ["e-1"])
                    try await house.until { try await worker.counts().pendingEvents == 0 }
                }
                #expect(try await house.ready("rebated.decisions.guest") == 0)
                await worker.close()
            }
        }
    }

    @Test func whatNoQueueTookIsPublishedAfterAReconnect() async throws {
        try await House.with { house in
            try await house.control("-q", "delete_queue", "-p", house.vhost, "rebated.decisions.guest")
            try await house.submit([Applications.message(1)])
            let ledger = try SQLiteLedger()
            try await house.withWorker(ledger) {
                try await house.until { try await ledger.counts().returnedEvents == 1 }
                try await house.applyTopology()
                try await house.control("close_all_connections", "-p", house.vhost, "a test")
                #expect(try await house.take(1, from: "rebated.decisions.guest").count == 1)
                try await house.until { try await ledger.counts().returnedEvents == 0 }
            }
        }
    }
}

/// Puts one event into the outbox, as a tool does.
private struct Enqueueing: BatchPlan {
    let id: String
    let exchange: String

    var applications: Set<ApplicationKey> { [] }

    func balances(_ books: Books) -> Set<BalanceKey> { [] }

    func settle(_ books: inout Books) {
        books.enqueue(
            OutboxEvent(
                id: self.id,
                type: "rebated.decision.made.v1",
                exchange: self.exchange,
                routingKey: "decision.approved.efficiency-works.guest",
                correlationID: "A-1",
                traceparent: nil,
                body: [],
                createdAt: 0
            )
        )
    }
}
