import JSON
import Testing

@testable import Pipeline

@Suite("Event lines")
struct EventLineTests {
    private func line(_ type: String, _ data: String) throws -> String {
        let event = #"{"type": "rebated.\#(type).v1", "time": "2026-03-02T09:15:04Z", "data": \#(data)}"#
        return EventLine.text(try JSONDocument(parsing: Array(event.utf8)).root, sent: nil)
    }

    @Test func aDecisionIsOneLine() throws {
        let data = """
            {"application": "A-1", "revision": 2, "program": "p", "status": "incomplete", "total": "0.00",
             "missing": ["a", "b", "c", "d"], "tasks": []}
            """
        let text = "2026-03-02T09:15:04Z  decided   A-1 r2  p  incomplete  $0.00  missing a, b, c and 1 more"
        #expect(try self.line("decision.made", data) == text)
    }

    @Test func aRejectionNamesItsFirstProblems() throws {
        let data = #"{"application": "A-1", "errors": [{"path": "revision", "problem": "is required"}]}"#
        let text = "2026-03-02T09:15:04Z  rejected  A-1  revision: is required"
        #expect(try self.line("application.rejected", data) == text)
    }

    @Test func aTaskTellsWhatIsAskedAndByWhen() throws {
        let data = #"{"task": "p/A-1/1/R", "kind": "oversizing", "due_on": "2026-03-16", "question": "Why?"}"#
        let text = "2026-03-02T09:15:04Z  task      p/A-1/1/R  oversizing due 2026-03-16  Why?"
        #expect(try self.line("task.opened", data) == text)
    }

    @Test func nothingThatWasSentMovesTheCursor() throws {
        let data = #"{"task": "t\u001b[2J\n", "reason": "completed"}"#
        let text = try self.line("task.closed", data)
        #expect(!text.unicodeScalars.contains { $0.properties.generalCategory == .control })
    }
}
