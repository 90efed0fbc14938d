internal import ArgumentParser
internal import Desk
internal import JSON
internal import Ledger
internal import Operations

/// Shows one task.
struct ReviewShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Shows a task as a page: what is asked, facts, findings with citations, amounts."
    )

    @Argument(help: "The task's id.")
    var task: String

    @OptionGroup var ledger: LedgerOptions
    @OptionGroup var config: ConfigOptions

    @Flag(help: "Print the task as it was sent to reviewers, with its state and answer, as one JSON object.")
    var json = false

    func run() async throws {
        try await Exit.reporting {
            let settings = try self.config.settings(self.ledger.flags)
            try await settings.withLedger(as: .reader) { ledger in
                guard let record = try await ledger.task(self.task) else { throw UnknownTask(task: self.task) }
                if self.json {
                    Console.say(String(decoding: Self.json(record), as: UTF8.self))
                    return
                }
                let reader = DeskReader(ledger, shelf: try Shelf.load(settings.text(.rulebooks)))
                guard let page = try await reader.page(self.task) else { throw UnknownTask(task: self.task) }
                let printer = LinePrinter.standardOutput
                printer.print(TaskText.lines(page, width: printer.width, today: Today.date))
            }
        }
    }

    private static func json(_ record: TaskRecord) -> [UInt8] {
        var json = JSONWriter(capacity: record.body.count + 256)
        json.beginObject()
        json.key("state")
        json.value(record.state.rawValue)
        json.key("task")
        json.raw(record.body)
        json.key("outcome")
        if let outcome = record.outcome { json.raw(outcome) } else { json.null() }
        json.endObject()
        return json.finish()
    }
}
