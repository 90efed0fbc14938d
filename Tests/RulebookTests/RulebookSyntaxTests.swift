import Rulebook
import Testing

@Suite("A file that is no YAML")
struct RulebookSyntaxTests {
    @Test(
        arguments: [
            ("", 0, "the file is empty"),
            ("a: [1, 2\nb: 3\n", 2, "did not find expected ',' or ']', while parsing a flow sequence"),
            ("a: 'x\n", 2, "found unexpected end of stream"),
            ("a: 1\nb: 2\na: 3\n", 1, "\"a\" stands twice in one mapping"),
            ("a: *b\n", 1, "undefined alias"),
            ("- a\n", 1, "a rulebook must be a mapping"),
        ]
    )
    func tellsWhereAndWhatInAFewWords(text: String, line: Int, words: String) {
        do throws(RulebookFault) {
            _ = try Rulebook.load(Array(text.utf8), file: "demo.yaml")
            Issue.record("the file was taken")
        } catch {
            #expect(error.diagnostics.count == 1)
            #expect(error.diagnostics.first?.line == line, "\(error)")
            #expect(error.description.contains(words), "\(error)")
            #expect(error.description.split(separator: "\n").count <= 3)
        }
    }
}
