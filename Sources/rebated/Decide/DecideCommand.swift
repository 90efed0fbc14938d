internal import ArgumentParser
internal import Foundation
internal import Ledger
internal import Messages
internal import Operations
internal import Rulebook

/// Decides applications without a broker.
struct DecideCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decide",
        abstract: "Decides applications from files or standard input; no broker is needed.",
        discussion: """
            Reads applications as JSON objects, one after another, decides them in their order against one ledger, \
            and prints a JSON object a line for each: the decision, or {"rejected": …} with every problem and its path. \
            {"withdrawn": {…}} takes an application back and {"review": {…}} answers a task. The exit status is 1 if \
            anything was rejected.
            """
    )

    @Argument(help: "Files with applications; - or none is standard input.", completion: .file())
    var files: [String] = []

    @Option(
        help: ArgumentHelp("An SQLite file or PostgreSQL URL; without it the ledger is in memory.", valueName: "ledger")
    )
    var ledger: String?

    @Option(help: ArgumentHelp(Setting.rulebooks.help, valueName: "folder"))
    var rulebooks: String?

    @Option(help: ArgumentHelp(Setting.budget.help, valueName: "program=amount"))
    var budget: [String] = []

    func run() async throws {
        try await Exit.reporting {
            let shelf = try Shelf.load(self.rulebooks)
            let ledger: any Ledger =
                if let ledger { try await LedgerOpening.open(LedgerLocation(ledger), role: .tool) } else {
                    try SQLiteLedger()
                }
            let settings = try Settings(flags: [Setting.budget.name: self.budget], environment: [:])
            for (program, amount) in try Shelf.budgets(settings, shelf) {
                try await ledger.setBudget(program: program, cents: amount.count, by: "decide")
            }
            var session = DecideSession(shelf: try await Shelf.archiving(ledger, shelf), ledger: ledger)
            for file in self.files.isEmpty ? ["-"] : self.files {
                try await session.decide(file)
            }
            await ledger.close()
            if session.hasRejections { throw ExitCode.failure }
        }
    }
}
