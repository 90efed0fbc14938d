import JSON
import Ledger
import Messages
import Settlement
import Testing

func document(_ text: String) throws -> JSONValue {
    try JSONDocument(parsing: Array(text.utf8)).root
}

@Suite("A decision's event")
struct DecisionEventTests {
    @Test func goesToThePortalByItsStatus() throws {
        var desk = try Desk()
        let event = try desk.settle(application()).events[0]
        #expect(event.exchange == "rebated.decisions")
        #expect(event.routingKey == "decision.approved.efficiency-works.p")
        #expect(event.correlationID == "A-1")
        let body = try JSONDocument(parsing: event.body).root
        #expect(body["specversion"]?.string == "1.0")
        #expect(body["type"]?.string == "rebated.decision.made.v1")
        #expect(body["subject"]?.string == "A-1")
        #expect(body["id"]?.string == event.id)
        #expect(body["time"]?.string == body["data"]?["decided_at"]?.string)
    }

    @Test func readsBackAsTheDecisionThatItTells() throws {
        var desk = try Desk()
        let settled = try desk.settle(application())
        let decision = try #require(settled.decision)
        #expect(try Decision(document(String(decoding: decision.json(), as: UTF8.self))) == decision)
    }

    @Test func explainsItself() throws {
        var desk = try Desk()
        let decision = try #require(try desk.settle(application()).decision)
        let findings = decision.lines[0].findings
        #expect(findings.map(\.rule) == ["EW-HP-1", "EW-HP-2", "EW-HP-3", "EW-AMOUNT"])
        #expect(findings.allSatisfy { !$0.message.isEmpty && !$0.cite.isEmpty })
        #expect(findings[0].facts == [Finding.Fact(path: "measures[0].units[0].seer", value: .number("14.5"))])
        #expect(findings[2].facts.map(\.path) == ["measures[0].source", "measures[0].units[0].cold_climate"])
        #expect(decision.digest.hasPrefix("sha256:"))
    }
}
