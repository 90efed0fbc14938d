import Foundation
import Ledger
import Testing

/// One of the implementations that the same tests run over.
struct LedgerUnderTest: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// Makes an empty ledger.
    let make: @Sendable () async throws -> any Ledger

    /// Those that can run here.
    static let available: [LedgerUnderTest] = [
        LedgerUnderTest(testDescription: "SQLite file") { try SQLiteLedger(path: TemporaryFolder.make() + "/ledger") },
        LedgerUnderTest(testDescription: "SQLite in memory") { try SQLiteLedger() },
    ]
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
