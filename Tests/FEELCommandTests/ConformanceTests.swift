import FEEL
import FEELCommand
import Foundation
import JSON
import Testing

@Suite("Cases of the DMN Technology Compatibility Kit")
struct ConformanceTests {
    /// The least share of passed cases, in percent: of all, and of those that expect a value.
    private static let minimum = 98.0

    private static let path = ProcessInfo.processInfo.environment["REBATED_TEST_TCK_CASES"]

    @Test(
        .enabled(
            if: Self.path != nil,
            "REBATED_TEST_TCK_CASES names no file of cases (JSON lines with id, expr, context, expected)"
        )
    ) func casesPass() throws {
        let text = try String(contentsOfFile: try #require(Self.path), encoding: .utf8)
        var score = Score()
        for line in text.split(separator: "\n") {
            let bytes = Array(line.utf8)
            let item = try JSONDocument(parsing: bytes).root
            let expected = try TypedValue(try #require(item["expected"]))
            let answer = try JSONDocument(parsing: FEELProtocol.answer(line: bytes)).root
            let passed: Bool
            if let value = answer["value"] {
                passed = try TypedValue(value).matches(expected)
            } else {
                passed = answer["error"] != nil && expected == .null
            }
            score.count(passed, hasValue: expected != .null)
            if !passed {
                let place = ["folder", "case", "node"].compactMap { item[$0]?.string }.joined(separator: " ")
                score.failures.append(
                    "\(place): \(item["expr"]?.string ?? "") expected "
                        + "\(Self.text(item["expected"])), answered \(String(decoding: answer.source, as: UTF8.self))"
                )
            }
        }
        try #require(score.all.total > 0)
        print("TCK: \(score.all) of all, \(score.values) of those that expect a value")
        for failure in score.failures { print("TCK: failed: \(failure)") }
        #expect(score.all.percent >= Self.minimum, "\(score.failures)")
        #expect(score.values.percent >= Self.minimum, "\(score.failures)")
    }

    private static func text(_ json: JSONValue?) -> String {
        json.map { String(decoding: $0.source, as: UTF8.self) } ?? ""
    }

    private struct Score {
        struct Share: CustomStringConvertible {
            var passed = 0
            var total = 0

            var percent: Double { self.total == 0 ? 100 : 100 * Double(self.passed) / Double(self.total) }
            var description: String { "\(self.passed) of \(self.total)" }
        }

        var all = Share()
        var values = Share()
        var failures: [String] = []

        mutating func count(_ passed: Bool, hasValue: Bool) {
            self.all.total += 1
            self.all.passed += passed ? 1 : 0
            guard hasValue else { return }
            self.values.total += 1
            self.values.passed += passed ? 1 : 0
        }
    }
}
