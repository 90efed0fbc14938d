import AMQP
import Ledger
import Logging
import Messages
import Synchronization
import Testing

@testable import Pipeline

@Suite("What log lines say of a message", .timeLimit(.minutes(1)))
struct LogFieldTests {
    private let log = Recorder()

    @Test func aDecisionIsToldWithAllThatFindsIt() async throws {
        let harness = try ChainHarness(ledger: SQLiteLedger(), logger: self.log.logger)
        await harness.deliver([[Deliveries.application("A-1", tag: 7)]])
        #expect(
            self.log.lines["decided"] == [
                "application": "A-1", "revision": "1", "program": "efficiency-works", "status": "approved",
                "delivery": "rebated.applications#7", "trace": "0af7651916cd43dd8448eb211c80319c",
            ]
        )
    }

    @Test func aRejectionNamesTheApplicationOnlyByAnID() async throws {
        for (id, told) in [("A-1", "A-1"), ("Ottilie Brandvold", nil)] {
            let log = Recorder()
            let harness = try ChainHarness(ledger: SQLiteLedger(), logger: log.logger)
            await harness.deliver([[Deliveries.application(id, tag: 1, revision: 0)]])
            let fields = try #require(log.lines["rejected"])
            #expect(fields["application"] == told)
            #expect(fields["delivery"] == "rebated.applications#1" && fields["trace"] != nil)
        }
    }

    @Test func troubleWithAMessageNamesItsApplication() async throws {
        let key = ApplicationKey(program: "efficiency-works", application: "A-1")
        let harness = try ChainHarness(
            ledger: FaultyLedger(try SQLiteLedger(), poison: key),
            configure: { $0.retryDelays = [] },
            logger: self.log.logger
        )
        await harness.deliver([[Deliveries.application("A-1", tag: 1)]])
        for beginning in ["a message is tried again in a moment", "a message is set aside in rebated.dead"] {
            let fields = try #require(self.log.lines.first { $0.key.hasPrefix(beginning) }?.value)
            #expect(fields["application"] == "A-1" && fields["revision"] == "1")
            #expect(fields["program"] == "efficiency-works" && fields["delivery"] == "rebated.applications#1")
            #expect(fields["message_id"] == "m-1" && fields["trace"] == "0af7651916cd43dd8448eb211c80319c")
        }
    }

    @Test(arguments: [
        ("decision.approved.efficiency-works.city", "rebated.decisions", "decision.approved.efficiency-works.city"),
        ("rejected.-.city", "rebated.decisions", "rejected.-.city"),
        ("decision.denied.ph.pat@example.org", "rebated.decisions", "decision.*"),
        ("opened.award-review.ph", "rebated.tasks", "opened.award-review.ph"),
        ("rejected.Ottilie Brandvold", "rebated.tasks", "rejected.*"),
        ("rejected.brandvold", "rebated.tasks", "rejected.*"),
        ("submitted.brandvold", "rebated.dead", "submitted.*"),
        ("brandvold", "rebated.dead", "*"),
        ("", "rebated.dead", "*"),
    ])
    func routingKeysAreToldWithoutWhatOthersPutIntoThem(key: String, exchange: String, told: String) {
        #expect(SafeText.key(key, of: exchange) == told)
    }

    @Test func idsOfMessagesAreToldOnlyIfTheyCanBeNothingElse() {
        for id in ["m-1", "review-0f", "7c9e6679-7425-40de-944b-e07fc1f90ae7"] { #expect(SafeText.isMessageID(id)) }
        for text in [
            "970-555-0103", "brandvold", "a@b.c1", "4417 Larkbunting Drive", "", String(repeating: "a1", count: 33),
        ] {
            #expect(!SafeText.isMessageID(text))
        }
    }
}

/// Keeps the metadata of log lines, by their words.
private final class Recorder: Sendable {
    private struct Handler: LogHandler {
        let recorder: Recorder
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.info

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { self.metadata[key] }
            set { self.metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let fields = (event.metadata ?? [:]).mapValues(\.description)
            self.recorder.state.withLock { $0[event.message.description] = fields }
        }
    }

    private let state = Mutex<[String: [String: String]]>([:])

    var lines: [String: [String: String]] { self.state.withLock { $0 } }

    var logger: Logger { Logger(label: "t") { _ in Handler(recorder: self) } }
}
