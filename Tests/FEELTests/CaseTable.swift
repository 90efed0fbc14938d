import Foundation
import Testing

/// One line of a table: an expression and what it gives.
struct TableCase: CustomTestStringConvertible, Sendable {
    let source: String
    let expected: String
    let line: Int

    var testDescription: String { "\(self.line): \(self.source)" }

    /// The lines of a file in `Cases`: `expression => value`; `#` begins a comment.
    static func read(_ name: String) -> [TableCase] {
        guard let url = Bundle.module.url(forResource: name, withExtension: "txt", subdirectory: "Cases"),
            let text = try? String(contentsOf: url, encoding: .utf8)
        else { return [] }
        var cases: [TableCase] = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let parts = line.components(separatedBy: " => ")
            guard !line.hasPrefix("#"), parts.count == 2 else { continue }
            let source = parts[0].trimmingCharacters(in: .whitespaces)
            let expected = parts[1].trimmingCharacters(in: .whitespaces)
            cases.append(TableCase(source: source, expected: expected, line: index + 1))
        }
        return cases
    }
}
