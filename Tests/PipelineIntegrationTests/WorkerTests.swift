import AMQP
import Ledger
import Testing

@testable import Pipeline

/// The worker on a real broker.
@Suite(
    "Worker",
    .serialized,
    .enabled(if: House.isThere, "REBATED_TEST_AMQP_URL and REBATED_TEST_RABBITMQCTL name no broker"),
    .timeLimit(.minutes(5))
)
struct WorkerTests {
    private func ids(_ deliveries: [Delivery]) -> Set<String> {
        Set(deliveries.compactMap(\.properties.messageID))
    }

    @Test func everyApplicationIsDecidedOnceAndTheQueueIsEmptyAfterwards() async throws {
        try await House.with { house in
            try await house.submit((0..<500).map { Applications.message($0) })
            try await house.withWorker(SQLiteLedger()) {
                let decisions = try await house.take(500, from: "rebated.decisions.guest")
                #expect(decisions.count == 500)
                #expect(self.ids(decisions).count == 500)
                #expect(decisions.allSatisfy { $0.properties.deliveryMode == 2 && $0.properties.appID == "rebated" })
            }
            #expect(try await house.ready("rebated.applications") == 0)
        }
    }

    @Test func neverMoreThanThePrefetchAwaitsItsAck() async throws {
        try await House.with { house in
            try await house.submit((0..<400).map { Applications.message($0) })
            let ledger = GatedLedger(try SQLiteLedger())
            try await house.withWorker(ledger) {
                $0.prefetch = 40
                $0.backoff = Backoff(initial: .milliseconds(10), maximum: .milliseconds(50))
            } _: {
                try await house.until { try await house.unacknowledged("rebated.applications") > 0 }
                try await house.until { try await house.ready("rebated.applications") <= 360 }
                // Everything is in hand that ever will be; looked at again, it is still no more.
                #expect(try await house.unacknowledged("rebated.applications") == 40)
                #expect(try await house.ready("rebated.applications") == 360)
                #expect(try await house.ready("rebated.decisions.guest") == 0)
                ledger.open()
                #expect(try await house.take(400, from: "rebated.decisions.guest").count == 400)
            }
        }
    }

    @Test func stoppingUnderLoadAcknowledgesExactlyWhatWasDecided() async throws {
        try await House.with { house in
            try await house.submit((0..<3_000).map { Applications.message($0) })
            let ledger = try SQLiteLedger()
            try await house.withWorker(ledger) {
                $0.prefetch = 64
            } _: {
                _ = try await house.take(1, from: "rebated.decisions.guest")
            }
            let counts = try await ledger.counts()
            #expect(counts.applications < 3_000)
            // The broker counts what was acknowledged a moment after the connection has ended.
            try await house.until { try await house.ready("rebated.applications") == 3_000 - counts.applications }
            #expect(counts.pendingEvents == 0)
        }
    }

    @Test func aMissingQueueIsToldWithItsRemedyAndConsumedOnceItIsThere() async throws {
        try await House.with(topology: false) { house in
            try await house.withWorker(SQLiteLedger()) {
                try await house.until {
                    house.log.all.contains {
                        $0.contains("rebated.applications") && $0.contains("rebated topology apply")
                    }
                }
                try await house.applyTopology()
                try await house.submit([Applications.message(1)])
                #expect(try await house.take(1, from: "rebated.decisions.guest").count == 1)
            }
        }
    }

    @Test func connectionsThatAreClosedUnderLoadCostNothing() async throws {
        try await House.with { house in
            try await house.submit((0..<2_000).map { Applications.message($0) })
            let ledger = try SQLiteLedger()
            try await house.withWorker(ledger) {
                for _ in 0..<2 {
                    try await house.control("close_all_connections", "-p", house.vhost, "a test")
                }
                try await house.until { try await ledger.counts().applications == 2_000 }
                try await house.until { try await ledger.counts().pendingEvents == 0 }
            }
            #expect(try await house.ready("rebated.applications") == 0)
            let ready = try await house.ready("rebated.decisions.guest")
            let decisions = try await house.take(ready, from: "rebated.decisions.guest")
            #expect(self.ids(decisions).count == 2_000)
        }
    }

    @Test func rubbishThatNobodyCanBeToldOfIsSetAside() async throws {
        try await House.with { house in
            try await house.control("-q", "delete_queue", "-p", house.vhost, "rebated.decisions.-")
            let rubbish = Applications.message("not JSON") { $0.userID = nil }
            try await house.submit([rubbish])
            let ledger = try SQLiteLedger()
            try await house.withWorker(ledger) {
                let dead = try await house.take(1, from: "rebated.dead")
                #expect(dead.map(\.body) == [Array("not JSON".utf8)])
                #expect(dead.first?.properties[header: "x-reason"] == "unanswerable")
                #expect(dead.first?.properties[header: "x-from-queue"] == "rebated.applications")
            }
            #expect(try await house.ready("rebated.applications") == 0)
            #expect(try await ledger.counts().returnedEvents == 1)
        }
    }
}
