import Digest
import JSON
import Ledger
import Messages

/// Made-up records.
enum Sample {
    static let cap = BalanceKey(limit: "EW-HP-CAP", key: "C-1")
    static let budget = BalanceKey(limit: "EW-BUDGET", key: "efficiency-works")
    static let edition = EditionRecord(
        digest: "sha256:00",
        program: "efficiency-works",
        edition: "2026-01",
        text: Array("rules".utf8)
    )

    static func key(_ application: String = "A-1") -> ApplicationKey {
        ApplicationKey(program: "efficiency-works", application: application)
    }

    static func holding(
        _ cents: Int64,
        _ state: Holding.State = .awarded,
        key: BalanceKey = Sample.cap,
        line: String? = "m1"
    ) -> Holding {
        Holding(key: key, scope: "customer", line: line, cents: cents, state: state)
    }

    static func application(
        _ key: ApplicationKey = Sample.key(),
        revision: Int = 1,
        number: Int = 1,
        status: String = "approved",
        holdings: [Holding] = [],
        order: Int64 = 1
    ) -> ApplicationRecord {
        var json = JSONWriter()
        json.beginObject()
        json.key("revision")
        json.value(revision)
        json.key("application")
        json.value(key.application)
        json.endObject()
        let content = json.finish()
        return ApplicationRecord(
            key: key,
            revision: revision,
            contentDigest: self.digest(content),
            content: content,
            portal: "portal-1",
            traceparent: "00-1-1-00",
            edition: Self.edition.digest,
            status: status,
            decisionNumber: number,
            decision: Array(#"{"status":"\#(status)","number":\#(number)}"#.utf8),
            eventID: "\(key)/\(revision)/\(number)",
            holdings: holdings,
            order: order
        )
    }

    /// What tells this content from another.
    static func digest(_ content: [UInt8]) -> [UInt8] {
        (try? JSONDocument(parsing: content)).map { SHA256.digest(canonical($0.root)) } ?? []
    }

    static func task(
        _ rule: String = "R-1",
        key: ApplicationKey = Sample.key(),
        revision: Int = 1,
        state: TaskRecord.State = .open
    ) -> TaskRecord {
        TaskRecord(
            task: "\(key)/\(revision)/\(rule)",
            key: key,
            revision: revision,
            kind: "oversizing",
            rule: rule,
            line: nil,
            state: state,
            body: Array("{}".utf8),
            openedAt: 7,
            dueOn: "2026-05-01"
        )
    }

    static func event(_ id: String, body: [UInt8] = Array("body".utf8), createdAt: Int64 = 5) -> OutboxEvent {
        OutboxEvent(
            id: id,
            type: "rebated.decision.made.v1",
            exchange: "rebated.decisions",
            routingKey: "decision.approved.efficiency-works.portal-1",
            correlationID: "A-1",
            traceparent: nil,
            body: body,
            createdAt: createdAt
        )
    }
}
