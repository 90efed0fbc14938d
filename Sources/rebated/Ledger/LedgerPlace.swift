internal import ArgumentParser
internal import Ledger
internal import Operations

/// Which ledger a command is about.
struct LedgerPlace: ParsableArguments {
    @OptionGroup var place: LedgerPlaceOptions
    @OptionGroup var config: ConfigOptions

    /// The settings in force.
    func settings() throws(SettingError) -> Settings { try self.config.settings(self.place.flags) }

    /// Opens the ledger, which must be there, to read from it.
    func read<Value>(_ body: (any Ledger) async throws -> Value) async throws -> Value {
        try await self.settings().withLedger(as: .reader, body)
    }
}
