internal import ArgumentParser
internal import Desk
internal import Foundation
internal import Ledger
internal import Operations

/// The desk for the whole screen.
struct ReviewDeskCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "desk",
        abstract: "The desk for the whole screen, driven by keys; what `rebated review` alone starts."
    )

    @OptionGroup var tasks: TaskOptions
    @OptionGroup var reviewer: ReviewerOption
    @OptionGroup var ledger: LedgerOptions
    @OptionGroup var options: BrokerOptions

    @Flag(help: "Ask line by line, as for screen readers and on terminals that can't do more.")
    var lines = false

    @Flag(help: "Print the list of tasks as JSON, one a line.")
    var json = false

    func run() async throws {
        let isTerminal = isatty(0) == 1 && isatty(1) == 1
        if self.json || (!isTerminal && !self.lines) {
            var list = ReviewListCommand()
            list.tasks = self.tasks
            list.ledger = self.ledger
            list.config = ConfigOptions()
            list.config.config = self.options.config
            list.json = self.json
            list.limit = 1_000
            try await list.run()
            return
        }
        try await Exit.reporting {
            let settings = try self.options.settings(self.ledger.flags.merging(self.reviewer.flags) { $1 })
            let reviewer = try settings.reviewer()
            try await settings.withLedger(as: .reader) { ledger in
                let line = AnswerLine(
                    try settings.connection(name: "rebated review"),
                    ledger: ledger,
                    now: { .present },
                    // What fails is told with the answer that it concerns.
                    onEvent: { _ in }
                )
                let reader = DeskReader(ledger, shelf: try Shelf.load(settings.text(.rulebooks)))
                let desk = ReviewDesk(reader: reader, line: line, reviewer: reviewer, filter: self.tasks.filter)
                let isDumb = ProcessInfo.processInfo.environment["TERM"] ?? "dumb" == "dumb"
                try await desk.run(byLines: self.lines || isDumb)
            }
        }
    }
}
