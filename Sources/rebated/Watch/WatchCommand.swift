internal import AMQP
internal import ArgumentParser
internal import Foundation
internal import Logging
internal import Operations
internal import Pipeline

/// Prints what the worker publishes.
struct WatchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch",
        abstract: "Prints decisions, rejections and tasks as they come.",
        discussion: """
            It reads copies from a queue of its own, which the broker removes half a minute after the end, so nothing is \
            taken away from portals and reviewers. While it runs, an event that no other queue takes counts as delivered.
            """
    )

    @OptionGroup var options: BrokerOptions

    @Flag(help: "Print whole events as JSON, one a line.")
    var json = false

    @Option(help: ArgumentHelp("Only decisions and rejections for this portal.", valueName: "name"))
    var portal: String?

    @Option(help: ArgumentHelp("Only what belongs to this program.", valueName: "name"))
    var program: String?

    @Option(help: ArgumentHelp("End after this many events.", valueName: "number"))
    var count: Int?

    @Option(help: ArgumentHelp("End after this time, with status 1 if --count was not reached.", valueName: "time"))
    var timeout: String?

    func validate() throws {
        if let count, count < 1 { throw ValidationError("--count must be 1 or more") }
        if let timeout, Duration(setting: timeout) == nil {
            throw ValidationError("--timeout: “\(timeout)” is not a span of time such as 25s, 500ms or 2m")
        }
    }

    func run() async throws {
        try await Exit.reporting {
            let settings = try self.options.settings()
            let connection = try settings.connection(name: "rebated watch")
            let logger = try settings.logger(output: LogOutput(), quietBelow: .warning)
            let queue = WatchQueue(portal: self.portal, program: self.program)
            try await queue.declare(connection)
            let isComplete = try await self.watch(queue, connection, LinkLog(logger, purpose: "watching"))
            if !isComplete { throw ExitCode.failure }
        }
    }

    private func watch(_ queue: WatchQueue, _ connection: ConnectionConfiguration, _ log: LinkLog) async throws -> Bool
    {
        let consumer = Consumer(connection, subscriptions: [Subscription(queue: queue.name)], onEvent: log.tell)
        async let running: Void = consumer.run()
        let clock = Task { [timeout = self.timeout.flatMap { Duration(setting: $0) }] in
            guard let timeout else { return }
            try await Task.sleep(for: timeout)
            consumer.stop()
        }
        var printer = WatchPrinter(isJSON: self.json, limit: self.count)
        for await deliveries in consumer.deliveries {
            for delivery in deliveries { printer.show(delivery) }
            await consumer.acknowledge(deliveries.map(\.receipt))
            if printer.isDone { break }
        }
        clock.cancel()
        await consumer.close()
        try await running
        guard let count, !printer.isDone else { return true }
        Console.complain("only \(printer.count) of \(count) events came")
        return false
    }
}
