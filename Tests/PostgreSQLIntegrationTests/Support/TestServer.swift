import Foundation
import PostgreSQL
import Testing

/// The server that the tests were given, or one of a test's own to be killed.
struct TestServer: Sendable {
    /// Names a database in which tests may make schemas; without it they are skipped.
    static let variable = "REBATED_TEST_POSTGRES_URL"

    static var given: String? { ProcessInfo.processInfo.environment[Self.variable] }

    /// The folder of a server of the tests' own.
    let folder: String

    /// Starts a server that nobody else uses.
    init(settings: String = "") async throws {
        let folder = FileManager.default.temporaryDirectory.path + "/rebated-postgres-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try settings.write(toFile: folder + "/settings.conf", atomically: true, encoding: .utf8)
        self.folder = folder
        try await self.run("start")
    }

    /// Runs a test with a server of its own.
    static func with(settings: String = "", _ body: (TestServer) async throws -> Void) async throws {
        let server = try await TestServer(settings: settings)
        let result: Result<Void, any Error>
        do { result = .success(try await body(server)) } catch { result = .failure(error) }
        try await server.run("stop")
        try FileManager.default.removeItem(atPath: server.folder)
        try result.get()
    }

    /// A command of `Tests/lib/postgres.sh`, with what it prints.
    @discardableResult
    func run(_ command: String) async throws -> String {
        let script = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "lib/postgres.sh")
        return try await Self.output(of: "/usr/bin/env", ["bash", script.path, command, self.folder])
    }

    /// The server's address.
    func url() async throws -> String {
        try await self.run("url").trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// What a program prints; a failure is an error.
    static func output(of program: String, _ arguments: [String]) async throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        // A file, not a pipe: a server that the program starts would keep a pipe open.
        let path = FileManager.default.temporaryDirectory.path + "/rebated-output-\(UUID().uuidString)"
        _ = FileManager.default.createFile(atPath: path, contents: nil)
        defer { try? FileManager.default.removeItem(atPath: path) }
        let output = try #require(FileHandle(forWritingAtPath: path))
        process.standardOutput = output
        process.standardError = output
        await withCheckedContinuation { (done: CheckedContinuation<Void, Never>) in
            process.terminationHandler = { _ in done.resume() }
            do { try process.run() } catch { done.resume() }
        }
        let text = try String(contentsOfFile: path, encoding: .utf8)
        try #require(process.terminationStatus == 0, "\(program) \(arguments): \(text)")
        return text
    }
}

/// All tests that need PostgreSQL.
@Suite(
    .enabled(if: TestServer.given != nil, "there is no PostgreSQL: \(TestServer.variable) names none"),
    .timeLimit(.minutes(2))
)
struct PostgreSQLIntegrationTests {
    static func connection(_ options: ConnectionOptions = ConnectionOptions()) throws -> Connection {
        try Connection(to: ServerAddress(TestServer.given ?? ""), options: options)
    }
}
