import Adjudication
import Foundation
import JSON
import Messages
import Rulebook
import Testing

@Suite("Schemas of applications")
struct ApplicationSchemaTests {
    /// `Schemas/` of this checkout.
    private static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Schemas")

    @Test("Schemas/ holds what the rulebooks say; else: rebated rulebook schema --all Schemas")
    func isWrittenDown() throws {
        let derived = try BundledRulebooks.load().map(ApplicationSchema.file)
        for file in derived {
            let written = try Data(contentsOf: Self.folder.appendingPathComponent(file.name))
            #expect(String(decoding: written, as: UTF8.self) == String(decoding: file.schema.bytes, as: UTF8.self))
        }
        let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
        #expect(Set(files.filter { $0.hasPrefix("application.") }) == Set(derived.map(\.name)))
    }

    /// The schema of a small program whose facts are `facts`.
    private func schema(_ facts: String) throws -> JSONValue {
        let text = """
            program: demo
            edition: "2026 ä"
            title: Demo
            document: A document
            prefix: DE
            facts:
            \(facts.split(separator: "\n").map { "  \($0)" }.joined(separator: "\n"))
            measures:
              - { measure: fan, title: Fan, cite: page 1, amount: { formula: "1", needs: units } }
              - { measure: duct, title: Duct, cite: page 1, amount: { formula: "1", needs: units } }
              - { measure: vent, title: Vent, cite: page 1, amount: { formula: "1", needs: units } }
            """
        let rulebook = try Rulebook.load(Array(text.utf8), file: "demo.yaml").rulebook
        return try JSONDocument(parsing: ApplicationSchema.file(rulebook).schema.bytes).root
    }

    private func source(_ value: JSONValue?) -> String {
        value.map { String(decoding: canonical($0), as: UTF8.self) } ?? "nothing"
    }

    @Test(
        "A fact's type, bounds, meaning and default stand in the schema",
        arguments: [
            ("type: boolean", #"{"description":"a","type":["boolean","null"]}"#),
            ("type: boolean\n    default: false", #"{"default":false,"description":"a","type":["boolean","null"]}"#),
            ("type: integer", ##"{"$ref":"#/$defs/integer","description":"a","minimum":0}"##),
            ("type: number", ##"{"$ref":"#/$defs/number","description":"a"}"##),
            ("type: number\n    above: 0.5", ##"{"$ref":"#/$defs/number","description":"a","exclusiveMinimum":5e-1}"##),
            ("type: money", ##"{"$ref":"#/$defs/amount","description":"a"}"##),
            ("type: date", ##"{"$ref":"#/$defs/date","description":"a"}"##),
            ("type: x | y", #"{"description":"a","enum":["x","y",null]}"#),
            ("type: x | y\n    unknown_if: y", #"{"description":"a; y says nothing yet","enum":["x","y",null]}"#),
        ]
    )
    func tellsAFact(_ declaration: String, _ expected: String) throws {
        let schema = try self.schema("site:\n  fact:\n    meaning: a\n    \(declaration)")
        #expect(self.source(schema["properties"]?["site"]?["properties"]?["fact"]) == expected)
    }

    @Test func typesThatAreNarrowerOnSomeMeasuresAreConditions() throws {
        let schema = try self.schema(
            "unit:\n  kind:\n    type: text\n    meaning: a\n    on:\n      \"vent, fan\": x | y"
        )
        let condition = try #require(schema["$defs"]?["line"]?["allOf"]?.elements.first { _ in true })
        #expect(self.source(condition["if"]) == #"{"properties":{"measure":{"enum":["fan","vent"]}}}"#)
        #expect(
            self.source(condition["then"])
                == #"{"properties":{"units":{"items":{"properties":{"kind":{"enum":["x","y",null]}}}}}}"#
        )
        #expect(self.source(schema["$defs"]?["unit"]?["properties"]?["kind"]?["type"]) == #"["string","null"]"#)
    }

    @Test func typesThatDifferByMeasureAreOnlyConditions() throws {
        let schema = try self.schema("line:\n  size:\n    type: number\n    meaning: a\n    on:\n      fan: x | y")
        let conditions = try #require(schema["$defs"]?["line"]?["allOf"])
        #expect(
            conditions.elements.map { self.source($0["if"]?["properties"]?["measure"]?["enum"]) }
                == [#"["fan"]"#, #"["duct","vent"]"#]
        )
        #expect(self.source(schema["$defs"]?["line"]?["properties"]?["size"]) == #"{"description":"a"}"#)
    }

    @Test func theIdentifierIsAURN() throws {
        #expect(try self.schema("{}")["$id"]?.string == "urn:rebated:application:demo:2026%20%C3%A4")
    }
}
