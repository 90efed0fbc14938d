import FEEL
import Foundation
import Rulebook
import Testing

@Suite("The shelf of rulebooks")
struct RulebookShelfTests {
    private func rulebook(_ edition: String, from: String? = nil, until: String? = nil) throws -> Rulebook {
        let span = (from.map { "  from: \($0)\n" } ?? "") + (until.map { "  until: \($0)\n" } ?? "")
        let text = """
            program: demo
            edition: "\(edition)"
            title: Demo
            document: "A document"
            prefix: DE
            \(span.isEmpty ? "" : "in_force:\n\(span)")
            measures:
              - measure: fan
                title: Fan
                cite: "page 1"
                amount: { formula: "1", needs: units }
            """
        return try Rulebook.load(Array(text.utf8), file: "\(edition).yaml").rulebook
    }

    @Test func takesTheEditionInForceOnTheDay() throws {
        let shelf = RulebookShelf([
            try self.rulebook("2", from: "2025-01-01"),
            try self.rulebook("1", from: "2024-01-01", until: "2024-12-31"),
        ])
        func edition(_ date: String) throws -> String? {
            shelf.edition(of: "demo", on: try #require(CalendarDate(date)))?.edition
        }
        #expect(try edition("2024-01-01") == "1")
        #expect(try edition("2024-12-31") == "1")
        #expect(try edition("2025-01-01") == "2")
        #expect(try edition("2023-12-31") == nil)
    }

    @Test func takesTheNewestWhereSeveralAreInForce() throws {
        let shelf = RulebookShelf([try self.rulebook("b", from: "2025-01-01"), try self.rulebook("a")])
        let day = try #require(CalendarDate("2026-01-01"))
        #expect(shelf.edition(of: "demo", on: day)?.edition == "b")
    }

    @Test func keepsArchivedEditionsOnlyForWhatTheyDecided() throws {
        let old = try self.rulebook("1")
        let shelf = RulebookShelf([try self.rulebook("2")]).adding(archived: [old])
        #expect(shelf.editions(of: "demo").map(\.edition) == ["2"])
        #expect(shelf.edition(digest: old.digest)?.edition == "1")
    }

    @Test func readsAFolderBesideTheBundledOnes() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("rulebooks-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data(try self.rulebook("1").text.utf8).write(to: folder.appendingPathComponent("demo.yaml"))
        let (shelf, _) = try RulebookDirectory.load(folder.path)
        #expect(shelf.programs.contains("demo") && shelf.programs.contains("efficiency-works"))
        try Data("nonsense".utf8).write(to: folder.appendingPathComponent("other.yaml"))
        #expect(throws: RulebookFault.self) { try RulebookDirectory.load(folder.path) }
        #expect(throws: RulebookFault.self) { try RulebookDirectory.load(folder.path + "/nowhere") }
    }
}
