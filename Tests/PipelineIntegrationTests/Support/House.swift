import AMQP
import Foundation
import Ledger
import Logging
import Pipeline
import Rulebook
import ServiceLifecycle
import Testing

/// A virtual host of its own on the broker that the environment names, with workers on it.
struct House: Sendable {
    /// Whether the environment names a broker.
    static let isThere = Self.address != nil && Self.controller != nil
    private static let address = ProcessInfo.processInfo.environment["REBATED_TEST_AMQP_URL"]
    private static let controller = ProcessInfo.processInfo.environment["REBATED_TEST_RABBITMQCTL"]

    let vhost: String
    let log = Lines()

    /// Makes a virtual host, runs the body, and removes it again.
    static func with(topology: Bool = true, _ body: (House) async throws -> Void) async throws {
        let house = House(vhost: "pipeline-\(UUID().uuidString.prefix(8))")
        try await house.control("add_vhost", house.vhost)
        let user = try BrokerURL(#require(Self.address)).user
        try await house.control("set_permissions", "-p", house.vhost, user, ".*", ".*", ".*")
        let result: Result<Void, any Error>
        do {
            if topology { try await house.applyTopology() }
            result = .success(try await body(house))
        } catch {
            result = .failure(error)
        }
        try await house.control("delete_vhost", house.vhost)
        try result.get()
    }

    func connection(
        _ name: String = "test",
        user: String? = nil,
        password: String = "secret"
    ) throws -> ConnectionConfiguration {
        var url = try BrokerURL(#require(Self.address))
        url.vhost = self.vhost
        if let user {
            url.user = user
            url.password = password
        }
        return ConnectionConfiguration(
            urls: [url],
            name: name,
            backoff: Backoff(initial: .milliseconds(50), maximum: .milliseconds(500))
        )
    }

    func applyTopology() async throws {
        let connection = try self.connection()
        let topology = WorkTopology(portals: connection.urls.map(\.user), programs: ["efficiency-works"])
        let client = TopologyClient(connection)
        try await client.apply(topology.declarations)
        await client.close()
    }

    /// Sets the policies that the topology wants, with retry queues that hold messages for another time.
    func applyPolicies(retryMilliseconds: Int) async throws {
        for policy in WorkTopology(portals: [], programs: []).policies {
            let entries = policy.definition.map { entry in
                switch entry.value {
                case .text(let text): "\"\(entry.key)\": \"\(text)\""
                case .number(let number):
                    "\"\(entry.key)\": \(entry.key == "message-ttl" ? retryMilliseconds : number)"
                }
            }
            let definition = "{\(entries.joined(separator: ", "))}"
            try await self.control("set_policy", "-p", self.vhost, policy.name, policy.pattern, definition)
        }
    }

    /// Takes an exchange away; what is bound to it stays.
    func deleteExchange(_ name: String) async throws {
        let exchange = "rabbit_misc:r(<<\"\(self.vhost)\">>, exchange, <<\"\(name)\">>)"
        try await self.control("eval", "rabbit_exchange:delete(\(exchange), false, <<\"test\">>).")
    }

    /// Declares what the topology does not have.
    func declare(_ topology: Topology) async throws {
        let client = TopologyClient(try self.connection())
        try await client.apply(topology)
        await client.close()
    }

    /// Runs a worker while the body runs, then stops it gracefully and waits for its end.
    func withWorker(
        _ ledger: any Ledger,
        configure: (inout WorkerConfiguration) -> Void = { _ in },
        _ body: () async throws -> Void
    ) async throws {
        let group = try self.worker(ledger, configure: configure)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            try await body()
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }

    /// Runs a worker that ends by itself.
    func runWorker(_ ledger: any Ledger) async throws {
        try await self.worker(ledger) { _ in }.run()
    }

    private func worker(_ ledger: any Ledger, configure: (inout WorkerConfiguration) -> Void) throws -> ServiceGroup {
        var configuration = WorkerConfiguration(broker: try self.connection("worker"))
        configure(&configuration)
        let logger = Logger(label: "worker") { [log] _ in LineRecorder(lines: log) }
        let worker = Worker(
            configuration,
            ledger: ledger,
            rulebooks: RulebookStand(RulebookShelf(try BundledRulebooks.load())),
            logger: logger
        )
        return ServiceGroup(services: [worker], logger: logger)
    }

    /// Publishes messages as a portal does, each confirmed.
    func submit(_ messages: [OutboundMessage]) async throws {
        let publisher = Publisher(try self.connection("portal"))
        async let running: Void = publisher.run()
        let outcomes = await publisher.publish(messages)
        #expect(outcomes.allSatisfy { $0 == .confirmed })
        await publisher.close()
        try await running
    }

    /// Takes that many messages from a queue.
    func take(_ count: Int, from queue: String) async throws -> [Delivery] {
        let consumer = Consumer(try self.connection("reader"), subscriptions: [Subscription(queue: queue)])
        async let running: Void = consumer.run()
        var taken: [Delivery] = []
        for await batch in consumer.deliveries {
            taken += batch
            await consumer.acknowledge(batch.map(\.receipt))
            if taken.count >= count { break }
        }
        await consumer.close()
        try await running
        return taken
    }

    /// Messages of a queue that nobody has in hand, as the queue itself counts them: the broker's lists lag behind.
    func ready(_ queue: String) async throws -> Int {
        let client = TopologyClient(try self.connection("counts"))
        let count = try await client.messageCount(queue: queue)
        await client.close()
        return count.ready
    }

    /// Whether a queue has nothing, and nobody has anything of it in hand.
    func isEmpty(_ queue: String) async throws -> Bool {
        guard try await self.ready(queue) == 0 else { return false }
        return try await self.unacknowledged(queue) == 0
    }

    /// Messages of a queue that were handed out and await their ack.
    func unacknowledged(_ queue: String) async throws -> Int {
        let rows = try await self.control(
            "-q",
            "list_queues",
            "-p",
            self.vhost,
            "--no-table-headers",
            "name",
            "messages_unacknowledged"
        )
        let row = rows.split(separator: "\n").map { $0.split(separator: "\t") }.first { $0.first == queue[...] }
        return row.flatMap { Int($0[1]) } ?? -1
    }

    /// Asks until the answer is yes; the time limit of the test ends what never becomes true.
    func until(_ check: () async throws -> Bool) async throws {
        while try await !check() { try await Task.sleep(for: .milliseconds(50)) }
    }

    /// Runs `rabbitmqctl` and returns what it printed.
    @discardableResult
    func control(_ arguments: String...) async throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try #require(Self.controller))
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
        let printed = String(decoding: await text, as: UTF8.self)
        try #require(process.terminationStatus == 0, "rabbitmqctl \(arguments): \(printed)")
        return printed
    }
}
