internal import ArgumentParser
internal import Foundation
internal import Ledger
internal import Operations
internal import Rulebook

/// Which ledger, and by which rulebooks its applications are decided.
struct LedgerOptions: ParsableArguments {
    @Option(help: ArgumentHelp(Setting.ledger.help, valueName: "ledger"))
    var ledger: String?

    @Option(help: ArgumentHelp(Setting.rulebooks.help, valueName: "folder"))
    var rulebooks: String?

    /// What these options say, as settings.
    var flags: [Setting: [String]] {
        [.ledger: self.ledger.map { [$0] } ?? [], .rulebooks: self.rulebooks.map { [$0] } ?? []]
    }
}

/// Where the settings come from, for commands that need no broker.
struct ConfigOptions: ParsableArguments {
    @Option(help: ArgumentHelp(Setting.config.help, valueName: "file"))
    var config: [String] = []

    /// The settings in force, with the options of one command added to these.
    func settings(_ own: [Setting: [String]]) throws(SettingError) -> Settings {
        var flags = Dictionary(uniqueKeysWithValues: own.map { ($0.key.name, $0.value) })
        flags[Setting.config.name] = self.config
        return try Settings(flags: flags, environment: ProcessInfo.processInfo.environment)
    }
}

extension Settings {
    /// Opens the ledger for a command, and closes it whatever happens.
    ///
    /// - Parameters:
    ///   - role: What it is opened for.
    ///   - mayMake: Whether a file that is not there is made.
    func withLedger<Value>(
        as role: LedgerRole,
        mayMake: Bool = false,
        _ body: (any Ledger) async throws -> Value
    ) async throws -> Value {
        let location = LedgerLocation(self.text(.ledger) ?? "")
        if case .file(let path) = location, !mayMake, !FileManager.default.fileExists(atPath: path) {
            let source = self.find(.ledger)?.source ?? "--ledger"
            throw SettingError(source: source, problem: "there is no ledger “\(path)”")
        }
        let ledger = try await LedgerOpening.open(location, role: role)
        do {
            let value = try await body(ledger)
            await ledger.close()
            return value
        } catch {
            await ledger.close()
            throw error
        }
    }

    /// The rulebooks in force, with every edition that the ledger has decided by.
    func shelf(archiving ledger: any Ledger) async throws -> RulebookShelf {
        try await Shelf.archiving(ledger, try Shelf.load(self.text(.rulebooks)))
    }
}
