internal import ArgumentParser
internal import Desk
internal import JSON
internal import Ledger
internal import Messages
internal import Operations

/// Shows where an application stands.
struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Shows where an application stands: decisions, tasks, missing facts, money, time line.",
        discussion: "Everything is read from the ledger; no broker is needed."
    )

    @Argument(help: "The application's id.")
    var application: String

    @Option(help: ArgumentHelp("Its program, where several use the same id.", valueName: "name"))
    var program: String?

    @OptionGroup var ledger: LedgerOptions
    @OptionGroup var config: ConfigOptions

    @Flag(help: "Print it as one JSON object.")
    var json = false

    func run() async throws {
        try await Exit.reporting {
            let settings = try self.config.settings(self.ledger.flags)
            try await settings.withLedger(as: .reader) { ledger in
                let reader = DeskReader(ledger, shelf: try Shelf.load(settings.text(.rulebooks)))
                guard let page = try await reader.application(try await self.key(reader)) else {
                    throw UnknownApplication(id: self.application, programs: [])
                }
                if self.json {
                    var json = JSONWriter(capacity: 4096)
                    page.write(to: &json, today: Today.date)
                    Console.say(String(decoding: json.finish(), as: UTF8.self))
                } else {
                    let printer = LinePrinter.standardOutput
                    printer.print(ApplicationText.lines(page, width: printer.width, today: Today.date))
                }
            }
        }
    }

    private func key(_ reader: DeskReader) async throws -> ApplicationKey {
        if let program { return ApplicationKey(program: program, application: self.application) }
        let found = try await reader.applications(called: self.application)
        guard let first = found.first, found.count == 1 else {
            throw UnknownApplication(id: self.application, programs: found.map(\.program))
        }
        return first
    }
}

/// An application that can't be told from the ledger.
struct UnknownApplication: Error, CustomStringConvertible {
    let id: String
    /// The programs that have one of that id.
    let programs: [String]

    var description: String {
        if self.programs.isEmpty { return "there is no application “\(self.id.harmless)” in the ledger" }
        return "several programs have an application “\(self.id.harmless)”; say which by --program: "
            + self.programs.joined(separator: ", ")
    }
}
