import Foundation
import Ledger
import Testing

/// One of the implementations that the same tests run over.
struct LedgerUnderTest: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// Whether more than one process can open it.
    let isShared: Bool
    /// A place where no ledger is yet, as it stands behind `--ledger`; empty for a ledger in memory.
    let place: @Sendable () async throws -> String

    /// Makes an empty ledger.
    func make() async throws -> any Ledger { try await Self.open(try await self.place()) }

    /// Opens the ledger at a place.
    static func open(_ place: String, role: LedgerRole = .worker) async throws -> any Ledger {
        if place.isEmpty { return try SQLiteLedger() }
        return try await LedgerOpening.open(LedgerLocation(place), role: role)
    }

    /// Those that can run here.
    static let available: [LedgerUnderTest] =
        [
            LedgerUnderTest(testDescription: "SQLite file", isShared: true) { try TemporaryFolder.make() + "/ledger" },
            LedgerUnderTest(testDescription: "SQLite in memory", isShared: false) { "" },
        ] + Self.postgres

    /// Those that several processes can open at once.
    static let shared = Self.available.filter(\.isShared)
}

/// Folders of their own for tests.
enum TemporaryFolder {
    /// All of them lie in one, which goes when the tests end.
    private static let parent: String = {
        let path = FileManager.default.temporaryDirectory.path + "/rebated-ledger-\(UUID().uuidString)"
        atexit { TemporaryFolder.remove() }
        return path
    }()

    static func make() throws -> String {
        let path = "\(self.parent)/\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        return path
    }

    private static func remove() {
        try? FileManager.default.removeItem(atPath: self.parent)
    }
}
