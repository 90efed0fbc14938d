import AMQP
import Ledger
import Logging
import MetricsTestKit
import Rulebook
import Synchronization
import Telemetry
import Testing

@testable import Pipeline

@Suite("What a chain of stages counts", .timeLimit(.minutes(1))) struct TelemetryTests {
    private let metrics = TestMetrics()

    private func count(_ metric: Metric, _ values: String...) -> Int64? {
        let dimensions = Array(zip(metric.labels, values))
        return try? self.metrics.expectCounter(metric.name, dimensions).totalValue
    }

    private func observations(_ metric: Metric, _ values: String...) -> Int {
        let dimensions = Array(zip(metric.labels, values))
        return (try? self.metrics.expectTimer(metric.name, dimensions).values.count) ?? 0
    }

    @Test func deliveriesAreCountedFromTheirArrivalToTheirEnd() async throws {
        let telemetry = WorkerTelemetry(in: self.metrics)
        telemetry.rulebooks(RulebookShelf(try BundledRulebooks.load()))
        let harness = try ChainHarness(ledger: SQLiteLedger(), telemetry: telemetry)
        await harness.deliver([
            [
                Deliveries.application("A-1", tag: 1), Deliveries.application("A-1", tag: 2),
                Deliveries.message(Array("{}".utf8), tag: 3),
            ]
        ])
        #expect(self.count(.deliveries, "rebated.applications") == 3)
        #expect(self.count(.deliveries, "rebated.reviews") == 0)
        #expect(self.count(.applications, "efficiency-works", "approved") == 1)
        #expect(self.count(.applications, "efficiency-works", "duplicate") == 1)
        #expect(self.count(.applications, "-", "rejected") == 1)
        #expect(self.count(.published, "rebated.decisions", "confirmed") == 3)
        #expect(self.count(.published, "rebated.decisions", "returned") == 0)
        #expect(self.observations(.deliveryDuration, "rebated.applications") == 3)
        #expect(self.observations(.ledgerCommitDuration, "sqlite") >= 1)
        #expect(self.observations(.ledgerCommitDuration, "postgresql") == 0)
        for stage in ["intake", "eligibility", "calculation", "settlement", "publication"] {
            #expect(self.observations(.stageDuration, stage) >= 1, "\(stage)")
        }
    }

    @Test func whatTheBrokerSaysOfMessagesIsCounted() async throws {
        let telemetry = WorkerTelemetry(in: self.metrics)
        let answer: ChainHarness.Answer = { message, attempt in
            switch (message.exchange, attempt) {
            case ("rebated.decisions", _): .returned(code: 312, text: "NO_ROUTE")
            case (_, 1): .refused
            default: .confirmed
            }
        }
        let harness = try ChainHarness(ledger: SQLiteLedger(), telemetry: telemetry, answer: answer)
        await harness.deliver([[Deliveries.message(Array("rubbish".utf8), tag: 1)]])
        #expect(self.count(.published, "rebated.decisions", "returned") == 1)
        #expect(self.count(.published, "rebated.dead", "refused") == 1)
        #expect(self.count(.published, "rebated.dead", "confirmed") == 1)
        #expect(self.count(.deadLetters, "unanswerable") == 1)
        #expect(self.count(.deadLetters, "kills-workers") == 0)
    }

    @Test func aLedgerThatFailsIsToldAndSoIsItsReturn() async throws {
        let told = Mutex<[HealthEvent]>([])
        let telemetry = WorkerTelemetry(in: self.metrics) { event in told.withLock { $0.append(event) } }
        let outage = LedgerOutage(logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, telemetry: telemetry)
        outage.failed(.settlement, LedgerFault(.full, "no room"), nextIn: .zero)
        outage.failed(.gate, LedgerFault(.full, "no room"), nextIn: .zero)
        outage.worked(.settlement)
        #expect(told.withLock { $0 } == [.ledgerFailed("no room"), .ledgerFailed("no room")])
        outage.worked(.gate)
        #expect(told.withLock { $0.last } == .ledgerWorks)
        #expect(self.count(.ledgerFailures, "full") == 2)
    }
}
