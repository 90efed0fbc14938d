internal import ArgumentParser
internal import Ledger
internal import Messages
internal import Operations
internal import Rulebook
internal import Settlement

/// Offers what is free to who waits.
struct BudgetReleaseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "release",
        abstract: "Offers what is left of the budget to those who wait, oldest first, and decides them anew.",
        discussion: """
            Each is decided as it would be if it were handed in now, by the edition that decided it: the limits of \
            customers and homes are settled afresh. One that needs more than what is left is passed over, and a smaller \
            one behind it may fit, as a new application would; --strict stops at the first that does not fit.

            The decisions stand in the outbox: any running worker publishes them within seconds. Without one, \
            `rebated outbox publish` does.
            """
    )

    @OptionGroup var ledger: LedgerOptions
    @OptionGroup var config: ConfigOptions

    @Argument(help: "The program.")
    var program: String

    @Flag(help: "Only tell what would become of each; nothing is recorded.")
    var dryRun = false

    @Flag(help: "Stop at the first whom the budget does not cover.")
    var strict = false

    @Option(help: ArgumentHelp("End once this many have been given something.", valueName: "number"))
    var limit: Int?

    @Flag(help: "Print JSON, one object a line.")
    var json = false

    func validate() throws {
        if let limit, limit < 1 { throw ValidationError("--limit must be 1 or more") }
    }

    func run() async throws {
        try await Exit.reporting {
            let settings = try self.config.settings(self.ledger.flags)
            try await settings.withLedger(as: self.dryRun ? .reader : .tool) { ledger in
                let shelf = try await settings.shelf(archiving: ledger)
                try await shelf.require(self.program, ledger)
                let release = WaitlistRelease(
                    program: self.program,
                    ledger: ledger,
                    shelf: shelf,
                    isStrict: self.strict,
                    limit: self.limit
                )
                var printer = ReleasePrinter(isDryRun: self.dryRun, isJSON: self.json)
                if self.dryRun {
                    printer.isCut = try await release.preview { printer.show($0) }
                } else {
                    try await release.run { printer.show($0) }
                }
                printer.finish(try await BudgetState.of(self.program, ledger, shelf))
            }
        }
    }
}
