import Foundation
import Rulebook
import Testing

@Suite("A folder of rulebooks")
struct RulebookFolderTests {
    private func text(_ amount: String, edition: String = "1") -> String {
        """
        program: demo
        edition: "\(edition)"
        title: Demo
        document: "A document"
        prefix: DE
        measures:
          - measure: fan
            title: Fan
            cite: "page 1"
            amount: { formula: "\(amount)", needs: units }
        """
    }

    /// Runs `body` with a folder that holds one rulebook, and a way to write files into it.
    private func withFolder(_ body: (String, (String, String) throws -> Void) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("rulebooks-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        func write(_ name: String, _ text: String) throws {
            try Data(text.utf8).write(to: folder.appendingPathComponent(name), options: .atomic)
        }
        try write("demo.yaml", self.text("1"))
        try body(folder.path, write)
    }

    private func digests(_ change: RulebookFolder.Change?) -> [String]? {
        guard case .loaded(let shelf, _) = change else { return nil }
        return shelf.editions(of: "demo").map(\.digest)
    }

    @Test func thatHasNotChangedIsNotReadAgain() throws {
        try self.withFolder { path, _ in
            var folder = RulebookFolder(path)
            #expect(folder.look() == nil)
        }
    }

    @Test func takesUpChangedAndNewFiles() throws {
        try self.withFolder { path, write in
            let before = try RulebookDirectory.load(path).shelf.editions(of: "demo").map(\.digest)
            var folder = RulebookFolder(path)
            try write("demo.yaml", self.text("200"))
            let changed = try #require(self.digests(folder.look()))
            #expect(changed != before)
            try write("next.yaml", self.text("300", edition: "2"))
            #expect(self.digests(folder.look())?.count == 2)
            #expect(folder.look() == nil)
        }
    }

    @Test func isRefusedWholeIfOneFileIsBroken() throws {
        try self.withFolder { path, write in
            var folder = RulebookFolder(path)
            try write("next.yaml", self.text("300", edition: "2"))
            try write("broken.yaml", "program: [")
            guard case .refused(let fault) = folder.look() else {
                Issue.record("a broken file was taken")
                return
            }
            #expect(fault.diagnostics.allSatisfy { $0.file.hasSuffix("broken.yaml") })
            #expect(folder.look() == nil)
            try write("broken.yaml", self.text("400", edition: "3"))
            #expect(self.digests(folder.look())?.count == 3)
        }
    }

    @Test func keepsWhatGoesForWhatItDecided() throws {
        try self.withFolder { path, write in
            let stand = RulebookStand(try RulebookDirectory.load(path).shelf)
            let old = try #require(stand.shelf.editions(of: "demo").first)
            try write("demo.yaml", self.text("200"))
            stand.replace(with: try RulebookDirectory.load(path).shelf)
            #expect(stand.shelf.editions(of: "demo").map(\.digest) != [old.digest])
            #expect(stand.shelf.edition(digest: old.digest)?.edition == "1")
        }
    }
}
