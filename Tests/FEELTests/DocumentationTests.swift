import FEEL
import Foundation
import Testing

@Suite("The documentation tells the truth")
struct DocumentationTests {
    private static func article(_ name: String) -> [String] {
        let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        let file = tests.appendingPathComponent("../../Sources/FEEL/FEEL.docc/\(name).md")
        return (try? String(contentsOf: file, encoding: .utf8))?.components(separatedBy: "\n") ?? []
    }

    private static func examples(_ name: String) -> [TableCase] {
        Self.article(name).enumerated()
            .compactMap { index, line in
                let parts = line.components(separatedBy: " => ")
                return parts.count == 2 ? TableCase(source: parts[0], expected: parts[1], line: index + 1) : nil
            }
    }

    @Test(arguments: ["TheRuleLanguage", "Functions"])
    func examplesGiveWhatTheySay(_ name: String) {
        let examples = Self.examples(name)
        #expect(examples.count > 20)
        for example in examples {
            #expect(written(evaluate(example.source)) == example.expected, "\(name).md:\(example.line)")
        }
    }

    @Test(arguments: FEEL.functionNames)
    func everyFunctionIsDescribed(_ name: String) {
        #expect(Self.article("Functions").contains { $0.hasPrefix("`\(name)`: \(name)(") })
    }
}
