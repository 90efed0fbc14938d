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
    ///
    /// Not by Foundation's `Process`: that takes a program for running as long as a server that it started runs.
    static func output(of program: String, _ arguments: [String]) async throws -> String {
        let path = FileManager.default.temporaryDirectory.path + "/rebated-output-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: path) }
        let status = await withCheckedContinuation { done in
            DispatchQueue.global().async { done.resume(returning: Self.spawn([program] + arguments, output: path)) }
        }
        let text = try String(contentsOfFile: path, encoding: .utf8)
        try #require(status == 0, "\(program) \(arguments): \(text)")
        return text
    }

    /// Runs a program to its end, and tells how it ended.
    private static func spawn(_ words: [String], output path: String) -> CInt {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, path, O_WRONLY | O_CREAT, 0o600)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        let arguments = words.map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        var process = pid_t()
        guard posix_spawn(&process, words[0], &actions, nil, arguments, environ) == 0 else { return -1 }
        var status: CInt = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        return status
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
