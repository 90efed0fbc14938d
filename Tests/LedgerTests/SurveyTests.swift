import Foundation
import Testing

@testable import Ledger

@Suite struct SurveyTests {
    private static let mounts = """
        22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
        40 22 0:40 / /mnt/a\\040b rw shared:2 master:1 - nfs4 host:/x rw
        41 22 0:41 / /srv rw - ext4 /dev/sdb rw
        42 41 0:42 / /srv rw - tmpfs tmpfs rw
        rubbish
        """

    @Test(arguments: [
        ("/", "ext4"), ("/mnt", "ext4"), ("/mnt/a b", "nfs4"), ("/mnt/a b/ledger", "nfs4"), ("/mnt/a bc", "ext4"),
        ("/srv/x", "tmpfs"),
    ])
    func theLongestMountCounts(_ path: String, _ kind: String) {
        #expect(MountTable(Self.mounts).kind(of: path) == kind)
    }

    @Test func anEmptyTableTellsNothing() {
        #expect(MountTable("").kind(of: "/") == nil)
    }

    @Test func aFileIsLookedAtWithoutBeingMade() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("survey-\(UUID().uuidString)")
        let path = folder.appendingPathComponent("ledger.sqlite").path
        guard case .file(let before) = try LedgerOpening.survey(.file(path)) else { return }
        #expect(!before.hasFolder && !before.hasFile)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        guard case .file(let empty) = try LedgerOpening.survey(.file(path)) else { return }
        #expect(empty.hasFolder && empty.mayWriteFolder && !empty.hasFile)
        #expect(!FileManager.default.fileExists(atPath: path))
        let ledger = try SQLiteLedger(path: path)
        guard case .file(let made) = try LedgerOpening.survey(.file(path)) else { return }
        #expect(made.hasFile && made.refusal == nil && (made.freeBytes ?? 0) > 0)
        withExtendedLifetime(ledger) {}
    }
}
