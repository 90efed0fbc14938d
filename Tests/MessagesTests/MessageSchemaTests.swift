import Foundation
import JSON
import Messages
import Testing

@Suite("Schemas of messages")
struct MessageSchemaTests {
    /// `Schemas/` of this checkout.
    private static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Schemas")

    @Test("Schemas/ holds what the types say; else: rebated rulebook schema --all Schemas")
    func isWrittenDown() throws {
        for file in MessageSchemas.files {
            let written = try Data(contentsOf: Self.folder.appendingPathComponent(file.name))
            #expect(String(decoding: written, as: UTF8.self) == String(decoding: file.schema.bytes, as: UTF8.self))
        }
    }

    @Test func everyTypeOfEventHasASchemaOfItsName() {
        let names = Set(MessageSchemas.files.map(\.name))
        for type in EventType.allCases {
            #expect(names.contains("\(type.rawValue).schema.json"))
        }
        #expect(names.count == EventType.allCases.count + 1)
    }

    @Test func anEventNamesTheSchemaOfItsData() throws {
        for type in EventType.allCases {
            let body = OutgoingEvent.body(id: "1", type: type, subject: nil, time: nil, data: { $0.null() })
            let event = try JSONDocument(parsing: body)
            let file = try #require(MessageSchemas.files.first { $0.name == "\(type.rawValue).schema.json" })
            let schema = try JSONDocument(parsing: file.schema.bytes)
            #expect(event.root["dataschema"]?.string == schema.root["$id"]?.string)
        }
    }

    @Test func noOtherFileStandsInTheFolder() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
        let derived = Set(MessageSchemas.files.map(\.name))
        let written: Set = ["README.md", "asyncapi.yaml", "clients", "examples"]
        for file in files where !derived.contains(file) && !written.contains(file) {
            #expect(file.hasPrefix("application.") && file.hasSuffix(".schema.json"))
        }
    }
}
