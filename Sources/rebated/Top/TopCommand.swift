internal import AMQP
internal import ArgumentParser
internal import Diagnosis
internal import Foundation
internal import Operations
internal import Rulebook

/// A live view of the workers.
struct TopCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "top",
        abstract: "Shows rates, latencies, queues, workers, errors and budgets as they change.",
        discussion: """
            It reads what workers tell at /metrics and /ready. Where none answers, the broker is asked what waits in the \
            queues. What is wrong stands at the top, in words. Without a terminal it prints one picture, as with --once.
            """
    )

    @Option(
        help: ArgumentHelp(
            "Where a worker answers over HTTP; once for each (default: those found at ports 9464 to 9479 of this machine).",
            valueName: "url"
        )
    )
    var worker: [String] = []

    @OptionGroup var options: BrokerOptions

    @Option(
        help: ArgumentHelp(
            "The ledger, for budgets and the outbox as it has them; read only when it is named here.",
            valueName: "ledger"
        )
    )
    var ledger: String?

    @Option(help: ArgumentHelp("Seconds from one reading to the next, 0.2 or more.", valueName: "seconds"))
    var interval = 1.0

    @Flag(help: "Print one picture of all panes, of two readings, and end.")
    var once = false

    @Flag(help: "Print one picture as JSON, and end.")
    var json = false

    func validate() throws {
        guard self.interval >= 0.2, self.interval <= 3_600 else {
            throw ValidationError("--interval must be from 0.2 to 3600 seconds")
        }
    }

    func run() async throws {
        try await Exit.reporting {
            let settings = try self.options.settings([.ledger: self.ledger.map { [$0] } ?? []])
            var connection = try settings.connection(name: "rebated top")
            connection.connectTimeout = .seconds(4)
            connection.rpcTimeout = .seconds(4)
            let programs = (try? RulebookDirectory.load(settings.text(.rulebooks)))?.shelf.programs ?? []
            let source = ReadingSource(
                named: self.worker.map(WorkerAddress.init),
                connection: connection,
                ledger: self.ledger,
                programs: programs
            )
            let isTerminal = isatty(0) == 1 && isatty(1) == 1
            let isDumb = ProcessInfo.processInfo.environment["TERM"] ?? "dumb" == "dumb"
            if self.once || self.json || !isTerminal || isDumb {
                await self.printOnce(source)
            } else {
                await TopScreen(source: source, interval: .seconds(self.interval)).run()
            }
            await source.close()
        }
    }

    private func printOnce(_ source: ReadingSource) async {
        var dashboard = Dashboard()
        dashboard.add(await source.read(), now: Date().timeIntervalSince1970)
        try? await Task.sleep(for: .seconds(self.interval))
        dashboard.add(await source.read(), now: Date().timeIntervalSince1970)
        if self.json { return Console.say(dashboard.json) }
        let printer = LinePrinter.standardOutput
        printer.print(dashboard.page(width: printer.width))
    }
}
