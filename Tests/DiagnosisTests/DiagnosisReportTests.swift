import Desk
import Diagnosis
import JSON
import Testing

@Suite struct DiagnosisReportTests {
    private static let report = DiagnosisReport(
        [
            .ok("broker host", "127.0.0.1"),
            .fault("dead letters", "3 messages were set aside: unanswerable 3", remedy: "`rebated dead-letters list`"),
            .warning("broker version", "old", remedy: "upgrade"), .skipped("policies", "can't be seen"),
        ],
        version: "1.2.3"
    )

    @Test func namesEachFaultAndItsCure() {
        #expect(!Self.report.isSound)
        let lines = Self.report.lines(width: 60).map(\.text)
        #expect(lines[0] == "ok       broker host     127.0.0.1")
        #expect(lines[1] == "FAULT    dead letters    3 messages were set aside:")
        #expect(lines[2] == "                         unanswerable 3")
        #expect(lines[3] == "                         -> `rebated dead-letters list`")
        #expect(lines.last == "1 fault: dead letters; 1 warning, 1 well, 1 not looked at")
        #expect(lines.allSatisfy { $0.count <= 60 })
    }

    @Test func isSoundWithWarnings() {
        let report = DiagnosisReport([.warning("a", "b", remedy: "c")], version: "1")
        #expect(report.isSound)
        #expect(report.lines(width: 80).last?.text == "nothing is wrong: 1 warning, 0 well, 0 not looked at")
    }

    @Test func speaksJSON() throws {
        let root = try JSONDocument(parsing: Array(Self.report.json.utf8)).root
        #expect(root["ok"]?.boolean == false)
        #expect(root["checks"]?.count == 4)
        let fault = root["checks"]?.elements.first { $0["result"]?.string == "fault" }
        #expect(fault?["name"]?.string == "dead letters")
        #expect(fault?["remedy"]?.string == "`rebated dead-letters list`")
    }
}
