import Foundation
import Ledger
import PostgreSQL
import Synchronization

extension LedgerUnderTest {
    /// PostgreSQL, where `REBATED_TEST_POSTGRES_URL` names a database to make schemas in.
    static let postgres: [LedgerUnderTest] =
        TestSchema.server == nil
        ? [] : [LedgerUnderTest(testDescription: "PostgreSQL", isShared: true) { try TestSchema.make() }]
}

/// Schemas of their own for tests; all of them go when the tests end.
enum TestSchema {
    /// The database to make them in.
    static let server = ProcessInfo.processInfo.environment["REBATED_TEST_POSTGRES_URL"]

    private static let made: Mutex<[String]> = {
        atexit { TestSchema.remove() }
        return Mutex([])
    }()

    /// The URL of an empty schema.
    static func make() throws -> String {
        let name = "test_" + UUID().uuidString.lowercased().replacing("-", with: "")
        try Self.run("CREATE SCHEMA \(name)")
        Self.made.withLock { $0.append(name) }
        return Self.url(search: name)
    }

    /// The server's URL with a search path.
    static func url(search path: String, on server: String = Self.server ?? "") -> String {
        server + (server.contains("?") ? "&" : "?") + "options=-csearch_path%3D\(path)"
    }

    /// Runs SQL on the server, on a connection of its own.
    static func run(_ statements: String..., on server: String = Self.server ?? "") throws {
        let connection = try Connection(to: ServerAddress(server))
        for statement in statements { _ = try connection.run(.once(statement), within: .seconds(60)) }
    }

    private static func remove() {
        for name in self.made.withLock({ $0 }) { try? self.run("DROP SCHEMA \(name) CASCADE") }
    }
}
