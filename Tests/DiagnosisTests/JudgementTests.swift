import AMQP
import Diagnosis
import FEEL
import JSON
import Ledger
import Messages
import Pipeline
import Rulebook
import Testing

@Suite struct JudgementTests {
    private static func verdicts(_ results: [CheckResult]) -> [String: Verdict] {
        Dictionary(results.map { ($0.name, $0.verdict) }) { $1 }
    }

    @Test(arguments: [
        (ConnectionStage.lookup, "broker host"), (.connecting, "broker port"), (.encryption, "broker encryption"),
        (.greeting, "broker login"), (.login, "broker login"), (.virtualHost, "broker vhost"),
    ])
    func theStepThatFailedIsNamed(_ stage: ConnectionStage, _ name: String) throws {
        let url = try BrokerURL("amqp://eve:secret@broker.example:5672/v")
        let results = ConnectionJudgement(url)
            .results(.failure(AMQPError(.connectFailed, "no")), failedAt: stage, now: 0)
        #expect(results.filter { $0.verdict == .fault }.map(\.name) == [name])
        #expect(results.first { $0.verdict == .fault }?.remedy != nil)
        #expect(Set(results.map(\.name)).count == results.count)
        #expect(!results.contains { "\($0)".contains("secret") })
    }

    @Test func aCertificateThatEndsSoonIsTold() throws {
        let url = try BrokerURL("amqps://a:b@broker.example")
        func verdict(_ days: Int64) -> Verdict? {
            let facts = ConnectionFacts(
                serverVersion: "3.13.1",
                heartbeat: 10,
                encryption: .init(version: "TLSv1.3", certificateEnd: days * 86_400)
            )
            return
                Self.verdicts(ConnectionJudgement(url).results(.success(facts), failedAt: nil, now: 0))[
                    "broker encryption"
                ]
        }
        #expect(verdict(29) == .warning)
        #expect(verdict(31) == .ok)
    }

    @Test(arguments: [
        ("3.7.9", Verdict.fault), ("3.9.1", .warning), ("3.10.8", .warning), ("3.10.20", .ok), ("3.13.7", .ok),
        ("4.1.0-rc.1", .ok), ("unknown", .warning),
    ])
    func versionsAreKnown(_ version: String, _ verdict: Verdict) {
        #expect(BrokerVersion.check("broker version", version).verdict == verdict)
    }

    @Test func whatMayNotBeDoneIsToldWithTheCommand() {
        let judgement = PermissionJudgement(user: "w", vhost: "/")
        let refused = judgement.publishing([.init("rebated.decisions", .refused("write access refused"))])
        #expect(refused.verdict == .fault)
        #expect(refused.remedy?.hasPrefix("`rabbitmqctl set_permissions -p '/' w '^$'") == true)
        let topic = judgement.publishing([.init("rebated.tasks", .refused("access to topic 'x' refused"))])
        #expect(topic.remedy?.contains("set_topic_permissions") == true)
        #expect(judgement.publishing([.init("x", .blocked(reason: "low on disk"))]).verdict == .skipped)
        #expect(judgement.consuming([.init("x", .granted)]).verdict == .ok)
    }

    @Test func countsOfQueues() {
        func facts(_ ready: Int, _ consumers: Int) -> [QueueFacts] {
            [QueueFacts("rebated.applications", ready: ready, consumers: consumers)]
        }
        #expect(QueueJudgement.consumers(facts(5, 0)).verdict == .fault)
        #expect(QueueJudgement.consumers(facts(0, 0)).verdict == .warning)
        #expect(QueueJudgement.consumers(facts(5, 1)).verdict == .ok)
        #expect(QueueJudgement.backlog(facts(10_000, 1)).verdict == .warning)
        #expect(QueueJudgement.backlog(facts(9_999, 1)).verdict == .ok)
        let dead = [QueueFacts("rebated.dead", ready: 2, consumers: 0)]
        #expect(QueueJudgement.deadLetters(dead, letters: nil, unread: "why").found.contains("2 messages"))
        let retry = [QueueFacts("rebated.retry.10s", ready: 1, consumers: 0)]
        #expect(QueueJudgement.retries(retry, isProven: nil).verdict == .warning)
        #expect(QueueJudgement.retries(retry, isProven: false).verdict == .fault)
        #expect(QueueJudgement.retries([], isProven: false).verdict == .warning)
        #expect(QueueJudgement.retries(retry, isProven: true).verdict == .ok)
    }

    @Test func theMissingPortalIsNamedInTheCommand() {
        let problem = TopologyProblem(.missing, "queue 'rebated.decisions.acme.west'", "is missing")
        let results = TopologyJudgement.declarations([problem], uncompared: [], count: 1)
        #expect(results[0].remedy == "`rebated topology apply --portal acme.west`")
    }

    @Test func returnedEventsNameTheirQueues() {
        var keys = ReturnedKeys()
        func event(_ exchange: String, _ key: String) -> OutboxEvent {
            OutboxEvent(
                id: key,
                type: "",
                exchange: exchange,
                routingKey: key,
                correlationID: "",
                traceparent: nil,
                body: [],
                createdAt: 0,
                returned: "no route"
            )
        }
        keys.add(event(Names.decisions, Names.decision(.approved, "p", "acme.west")))
        keys.add(event(Names.decisions, Names.rejected("p", "acme.west")))
        keys.add(event(Names.tasks, Names.opened("k", "p")))
        #expect(keys.queues == ["rebated.decisions.acme.west": 2, "rebated.tasks.p": 1])
        let result = keys.check(total: 3, missing: ["rebated.decisions.acme.west"])
        #expect(result.verdict == .fault)
        #expect(
            result.remedy == "`rebated topology apply --portal acme.west`, then `rebated outbox publish --returned`"
        )
        #expect(ReturnedKeys().check(total: 0, missing: []).verdict == .ok)
    }

    @Test(arguments: [(Int64(0), Verdict.ok), (1_999, .ok), (-2_000, .warning), (59_999, .warning), (-60_000, .fault)])
    func clocks(_ ahead: Int64, _ verdict: Verdict) {
        #expect(ClockJudgement.check("clock", ahead: ahead, of: "it").verdict == verdict)
    }

    @Test func datesOfHTTP() {
        #expect(HTTPDate.seconds("Thu, 01 Jan 1970 00:00:01 GMT") == 1)
        #expect(HTTPDate.seconds("Sun, 06 Nov 1994 08:49:37 GMT") == 784_111_777)
        for text in ["", "Sun, 31 Feb 2026 00:00:00 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "a b c d e f"] {
            #expect(HTTPDate.seconds(text) == nil)
        }
    }

    @Test func schemasAndOutbox() {
        func schema(_ version: Int) -> Verdict? {
            Self.verdicts(LedgerJudgement.schema(.success(LedgerSchema(version: version, latest: 2))))["ledger schema"]
        }
        #expect(schema(1) == .fault)
        #expect(schema(2) == .ok)
        #expect(LedgerJudgement.schema(.success(nil))[0].verdict == .warning)
        #expect(Self.verdicts(LedgerJudgement.schema(.failure(LedgerFault(.schema, "new"))))["ledger schema"] == .fault)
        #expect(LedgerJudgement.schema(.failure(LedgerFault(.io, "away")))[0].verdict == .fault)
        var counts = LedgerCounts()
        counts.pendingEvents = 1
        counts.oldestPendingAt = 0
        #expect(LedgerJudgement.outbox(counts, now: 59_000).verdict == .ok)
        #expect(LedgerJudgement.outbox(counts, now: 61_000).verdict == .warning)
        #expect(LedgerJudgement.outbox(counts, now: 601_000).verdict == .fault)
    }

    @Test func disks() {
        var survey = FileSurvey(path: "/var/lib/rebated/ledger.sqlite")
        (survey.hasFolder, survey.hasFile, survey.mayWriteFolder, survey.freeBytes) = (true, true, true, 10 << 30)
        survey.fileSystem = "ext4"
        #expect(FileJudgement.check(survey).allSatisfy { $0.verdict == .ok })
        survey.fileSystem = "nfs4"
        survey.freeBytes = 1 << 20
        survey.logBytes = 1 << 30
        survey.refusal = LedgerFault(.readOnly, "no")
        let verdicts = Self.verdicts(FileJudgement.check(survey))
        #expect(
            verdicts == [
                "ledger writing": .fault, "ledger room": .fault, "ledger disk": .fault, "ledger log": .warning,
            ]
        )
        #expect(survey.folder == "/var/lib/rebated")
        #expect(FileSurvey(path: "ledger.sqlite").folder == ".")
        #expect(FileSurvey(path: "/ledger.sqlite").folder == "/")
    }

    @Test func servers() {
        var survey = ServerSurvey(location: "postgresql://db", version: 150_018)
        #expect(ServerJudgement.check(survey).allSatisfy { [.ok, .skipped].contains($0.verdict) })
        survey.fsync = false
        survey.isStandby = true
        survey.isPooled = true
        survey.connections = 95
        survey.clockAhead = 90_000
        let verdicts = Self.verdicts(ServerJudgement.check(survey))
        #expect(verdicts["ledger durability"] == .fault)
        #expect(verdicts["ledger writing"] == .fault)
        #expect(verdicts["ledger pooler"] == .warning)
        #expect(verdicts["ledger sessions"] == .warning)
        #expect(verdicts["ledger clock"] == .fault)
    }

    @Test func readinessTellsWhatIsWrong() throws {
        let text = """
            {"ready":false,"checks":{"broker":{"ok":false,"problem":"no connection"},"ledger":{"ok":true}},"draining":false}
            """
        let readiness = try #require(Readiness(json: Array(text.utf8)))
        #expect(readiness.words == "broker: no connection")
        #expect(Readiness(json: Array("<html>".utf8)) == nil)
        let probe = WorkerJudgement.Probe("127.0.0.1:9464", readiness)
        #expect(WorkerJudgement.check([probe], isAsked: false, version: "1")[0].verdict == .fault)
        let silent = WorkerJudgement.Probe("127.0.0.1:9464", nil, problem: "refused")
        #expect(WorkerJudgement.check([silent], isAsked: true, version: "1")[0].verdict == .fault)
        #expect(WorkerJudgement.check([silent], isAsked: false, version: "1")[0].verdict == .skipped)
    }
}
