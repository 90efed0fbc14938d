internal import ArgumentParser
internal import Desk
internal import JSON
internal import Ledger
internal import Operations

/// Lists open tasks.
struct ReviewListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists open tasks, those that are due first at the front."
    )

    @OptionGroup var tasks: TaskOptions
    @OptionGroup var ledger: LedgerOptions
    @OptionGroup var config: ConfigOptions

    @Flag(help: "Print tasks as JSON, one a line.")
    var json = false

    @Option(help: ArgumentHelp("At most this many.", valueName: "number"))
    var limit = 1_000

    func validate() throws {
        if !(1...100_000).contains(self.limit) { throw ValidationError("--limit must be 1 to 100000") }
    }

    func run() async throws {
        try await Exit.reporting {
            let settings = try self.config.settings(self.ledger.flags)
            try await settings.withLedger(as: .reader) { ledger in
                let today = Today.date
                let list = try await TaskList.read(ledger, filter: self.tasks.filter, today: today, limit: self.limit)
                if self.json { Self.printJSON(list, today) } else { Self.printText(list, today) }
            }
        }
    }

    private static func printJSON(_ list: TaskList, _ today: String) {
        for task in list.tasks {
            var json = JSONWriter(capacity: 512)
            task.write(to: &json, today: today)
            Console.say(String(decoding: json.finish(), as: UTF8.self))
        }
    }

    static func printText(_ list: TaskList, _ today: String) {
        guard !list.tasks.isEmpty else {
            Console.complain("no open task")
            return
        }
        let printer = LinePrinter.standardOutput
        // In a pipe nothing is cut, so that nothing is lost to whoever reads it.
        printer.print(TaskListText.lines(list.tasks, width: printer.isTerminal ? printer.width : 10_000, today: today))
        for task in list.tasks.prefix(1) { Console.complain("`rebated review show \(task.task)` shows the first") }
        if list.hasMore { Console.complain("more tasks follow; --limit says how many are listed") }
    }
}
