import AMQP
import Foundation
import Testing

/// The broker that these tests may use: named by the environment, never looked for.
enum TestBroker {
    /// Everything that needs a broker hangs below this, one test after the other: some close connections or raise alarms.
    static let isThere = TestBroker.address != nil && TestBroker.controller != nil

    private static let address = ProcessInfo.processInfo.environment["REBATED_TEST_AMQP_URL"]
    private static let controller = ProcessInfo.processInfo.environment["REBATED_TEST_RABBITMQCTL"]

    static func url() throws -> BrokerURL {
        try BrokerURL(#require(self.address))
    }

    /// A configuration whose failures show quickly.
    static func configuration(
        _ name: String = #function,
        port: UInt16? = nil,
        heartbeat: Duration = .seconds(10)
    ) throws -> ConnectionConfiguration {
        var url = try self.url()
        if let port { (url.host, url.port) = ("127.0.0.1", port) }
        return ConnectionConfiguration(
            urls: [url],
            name: name,
            heartbeat: heartbeat,
            connectTimeout: .seconds(5),
            rpcTimeout: .seconds(5),
            backoff: Backoff(initial: .milliseconds(50), maximum: .milliseconds(500))
        )
    }

    /// Runs `rabbitmqctl` and returns what it printed.
    @discardableResult
    static func control(_ arguments: String...) async throws -> String {
        let (status, printed) = try await self.run(#require(self.controller), arguments)
        try #require(status == 0, "rabbitmqctl \(arguments): \(printed)")
        return printed
    }

    /// Deletes a queue if it is there.
    static func delete(queue: String) async throws {
        _ = try await self.run(#require(self.controller), ["delete_queue", queue])
    }

    /// Runs a program to its end.
    static func run(_ program: String, _ arguments: [String]) async throws -> (status: Int32, printed: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        let (ended, end) = AsyncStream<Void>.makeStream()
        process.terminationHandler = { _ in end.finish() }
        try process.run()
        // On a thread of its own: the pool has few, and what ends this read may need one of them, such as a test that waits
        // for a process, which holds the pipe's other end too.
        async let text = withCheckedContinuation { done in
            DispatchQueue(label: "rabbitmqctl")
                .async { done.resume(returning: output.fileHandleForReading.readDataToEndOfFile()) }
        }
        for await _ in ended {}
        return (process.terminationStatus, String(decoding: await text, as: UTF8.self))
    }

    /// Closes the connections of that name, as an operator would.
    static func closeConnections(named name: String) async throws {
        // A new connection is listed only after a moment.
        for _ in 0..<50 {
            let lines = try await self.control("list_connections", "-q", "pid", "client_properties")
                .split(separator: "\n")
            let pids = lines.filter { $0.contains("\"\(name)\"") }.compactMap { $0.split(separator: "\t").first }
            for pid in pids { try await self.control("close_connection", String(pid), "a test") }
            if !pids.isEmpty { return }
        }
        Issue.record("no connection named \(name)")
    }

    /// Declares a queue for one test, run the body, deletes the queue.
    static func withQueue<Value>(
        _ name: String,
        type: QueueDeclaration.Kind = .quorum,
        arguments: [Header] = [],
        _ body: (String) async throws -> Value
    ) async throws -> Value {
        let queue = QueueDeclaration(name: "amqp-test.\(name)", type: type, arguments: arguments)
        let client = TopologyClient(try self.configuration("declares \(name)"))
        try await client.apply(Topology(queues: [queue]))
        let result: Result<Value, any Error>
        do { result = .success(try await body(queue.name)) } catch { result = .failure(error) }
        await client.close()
        try await self.delete(queue: queue.name)
        return try result.get()
    }
}

/// The parent of all suites that need the broker.
@Suite(
    .serialized,
    .enabled(if: TestBroker.isThere, "REBATED_TEST_AMQP_URL and REBATED_TEST_RABBITMQCTL name no broker"),
    .timeLimit(.minutes(2))
)
enum BrokerTests {}
