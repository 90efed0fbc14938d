import Foundation
import PostgreSQL

/// An empty schema for one test.
struct TestSchema: Sendable {
    let name = "fault_" + UUID().uuidString.lowercased().replacing("-", with: "")
    /// The server's URL, with the schema as its search path.
    let url: String
    private let server: String

    init(on server: String = TestServer.given ?? "", options: String = "") throws {
        self.server = server
        self.url = server + (server.contains("?") ? "&" : "?") + "options=-csearch_path%3D\(self.name)\(options)"
        try self.run("CREATE SCHEMA \(self.name)")
    }

    /// Runs SQL on a connection of its own, which need not survive.
    @discardableResult
    func run(_ sql: String) throws -> Rows {
        try Connection(to: ServerAddress(self.url)).run(.once(sql), within: .seconds(30))
    }

    /// The first column of the first row.
    func integer(_ sql: String) throws -> Int64? { try self.run(sql).first?.integer(0) }

    /// Runs a test with a schema of its own.
    static func with(
        on server: String = TestServer.given ?? "",
        options: String = "",
        _ body: (TestSchema) async throws -> Void
    ) async throws {
        let schema = try TestSchema(on: server, options: options)
        let result: Result<Void, any Error>
        do { result = .success(try await body(schema)) } catch { result = .failure(error) }
        _ = try? schema.run("DROP SCHEMA \(schema.name) CASCADE")
        try result.get()
    }
}
