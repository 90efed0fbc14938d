import JSON
import Testing

@Suite("Trees of JSON")
struct SchemaValueTests {
    private func text(_ value: SchemaValue) -> String {
        String(decoding: value.bytes, as: UTF8.self)
    }

    @Test func keepsTheOrderOfMembers() {
        let value: SchemaValue = ["b": 1, "a": [true, nil, "x\"\n"]]
        #expect(self.text(value) == #"{ "b": 1, "a": [true, null, "x\"\n"] }"# + "\n")
    }

    @Test func isReadBackAsItWas() throws {
        let value: SchemaValue = ["number": .number("0.10"), "texts": .texts(["ü", ""]), "none": [:], "nothing": []]
        let document = try JSONDocument(parsing: value.bytes)
        #expect(document.root["number"]?.numberText.map { String(decoding: $0, as: UTF8.self) } == "0.10")
        #expect(document.root["texts"]?.elements.compactMap(\.string) == ["ü", ""])
        #expect(document.root["none"]?.kind == .object)
        #expect(document.root["nothing"]?.count == 0)
    }

    @Test func breaksLinesThatAreTooLong() {
        let long = String(repeating: "x", count: 60)
        let value: SchemaValue = ["first": .text(long), "second": ["third": .text(long)]]
        #expect(
            self.text(value) == """
                {
                  "first": "\(long)",
                  "second": { "third": "\(long)" }
                }

                """
        )
    }

    @Test func fillsLinesWithShortValues() {
        let value: SchemaValue = .list((0..<60).map { .number("\($0)") })
        let lines = self.text(value).split(separator: "\n")
        #expect(lines.count == 4)
        #expect(lines.allSatisfy { $0.utf8.count <= 118 })
    }

    @Test func addsMembersAtTheEnd() {
        let value: SchemaValue = ["a": 1]
        #expect(value.adding(["b": 2]) == ["a": 1, "b": 2])
        #expect(value.adding(["b": 2]).names == ["a", "b"])
        #expect(SchemaValue.text("a").adding(["b": 2]) == "a")
    }
}
