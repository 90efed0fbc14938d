internal import ArgumentParser
internal import Ledger
internal import Operations

/// Which ledger a command is about.
struct LedgerPlace: ParsableArguments {
    @Option(help: ArgumentHelp(Setting.ledger.help, valueName: "ledger"))
    var ledger: String?

    @OptionGroup var config: ConfigOptions

    /// The settings in force.
    func settings() throws(SettingError) -> Settings {
        try self.config.settings([.ledger: self.ledger.map { [$0] } ?? []])
    }

    /// Opens the ledger, which must be there, to read from it.
    func read<Value>(_ body: (any Ledger) async throws -> Value) async throws -> Value {
        try await self.settings().withLedger(as: .reader, body)
    }
}
