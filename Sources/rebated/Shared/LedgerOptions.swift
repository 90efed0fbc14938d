internal import ArgumentParser
internal import Foundation
internal import Operations

/// Which ledger, and by which rulebooks its applications are decided.
struct LedgerOptions: ParsableArguments {
    @OptionGroup var place: LedgerPlaceOptions
    @Option(.rulebooks) var rulebooks: String?

    /// What these options say, as settings.
    var flags: [Setting: [String]] { self.place.flags.merging([.rulebooks: self.rulebooks.given]) { _, new in new } }
}

/// Which ledger.
struct LedgerPlaceOptions: ParsableArguments {
    @Option(.ledger) var ledger: String?
    @Option(.ledgerFile) var ledgerFile: String?
    @Option(.ledgerPasswordFile) var ledgerPasswordFile: String?

    /// What these options say, as settings.
    var flags: [Setting: [String]] {
        [
            .ledger: self.ledger.given, .ledgerFile: self.ledgerFile.given,
            .ledgerPasswordFile: self.ledgerPasswordFile.given,
        ]
    }
}

/// Where the settings come from, for commands that need no broker.
struct ConfigOptions: ParsableArguments {
    @Option(.config) var config: [String]

    /// The settings in force, with the options of one command added to these.
    func settings(_ own: [Setting: [String]]) throws(SettingError) -> Settings {
        var flags = Dictionary(uniqueKeysWithValues: own.map { ($0.key.name, $0.value) })
        flags[Setting.config.name] = self.config
        return try Settings(flags: flags, environment: ProcessInfo.processInfo.environment)
    }
}
