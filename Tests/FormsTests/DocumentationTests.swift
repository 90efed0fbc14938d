import Foundation
import JSON
import Testing
import Workbook

@testable import Forms

@Suite("What the documentation says of forms")
struct DocumentationTests {
    /// The first block of the article that is indented.
    private var example: String {
        get throws {
            let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
                .appendingPathComponent("../../Sources/Forms/Forms.docc/Forms.md").standardizedFileURL
            let lines = try String(contentsOf: file, encoding: .utf8)
                .split(separator: "\n", omittingEmptySubsequences: false)
            let block = lines.drop { !$0.hasPrefix("    ") }.prefix { $0.hasPrefix("    ") }
            return block.map { $0.dropFirst(4) + "\n" }.joined()
        }
    }

    @Test func theExampleOfCommaSeparatedValuesIsSound() throws {
        let sheet = try CSVReader.read(Array(try self.example.utf8))
        let form = FormReader.read([sheet], program: nil, shelf: Cases.shelf)
        #expect(form.allProblems.isEmpty, "\(form.allProblems)")
        let lines = try #require(form.applications.first?.document?.root["measures"])
        #expect(lines.elements.map { $0["units"]?.count } == [2, 1])
    }
}
