internal import ArgumentParser

/// The ledger itself.
struct LedgerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger",
        abstract: "Looks after the ledger: its schema, its journal, what it holds.",
        discussion: "All of these may be used while workers run. None but migrate and import changes anything.",
        subcommands: [
            LedgerStatusCommand.self, LedgerVerifyCommand.self, LedgerWhyCommand.self, LedgerExportCommand.self,
            LedgerImportCommand.self, LedgerMigrateCommand.self,
        ]
    )
}
