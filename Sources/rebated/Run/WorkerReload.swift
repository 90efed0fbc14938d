internal import AMQP
internal import Foundation
internal import Ledger
internal import Logging
internal import Operations
internal import Pipeline
internal import Rulebook

/// Reads a worker's settings again while it runs, and tries what is different.
struct WorkerReload: Sendable {
    /// What came of it.
    struct Outcome: Sendable {
        let result: WorkerTelemetry.ReloadResult
        /// The settings in force, once the replacement is started if there is one.
        let inForce: SettingsSnapshot
        /// The settings for another worker, if one has to start; they were tried.
        var replacement: WorkerSettings?
        /// What is different, in words.
        var names = ""
    }

    let options: WorkerOptions
    let household: Household

    private var logger: Logger { self.household.logger }

    /// Reads, compares, applies what takes effect at once, and tries the rest.
    ///
    /// - Parameters:
    ///   - present: The settings in force.
    ///   - rulebooks: The present worker's rulebooks, which change at once.
    func run(present: SettingsSnapshot, rulebooks: RulebookStand) async -> Outcome {
        guard let settings = self.read() else { return Outcome(result: .refused, inForce: present) }
        let difference = settings.snapshot.changes(since: present)
        let adjusted = present.adopting(.atOnce, of: settings.snapshot)
        self.household.output.level = settings.logLevel
        for setting in difference.settings(.process) {
            self.logger.warning("\(setting.name) has changed, which takes effect when the process starts again")
        }
        guard difference.needsRestart else {
            rulebooks.replace(with: settings.rulebooks.shelf)
            self.household.monitoring.telemetry.rulebooks(settings.rulebooks.shelf)
            let isChanged = difference.settings.contains { $0.change == .atOnce }
            let words =
                isChanged
                ? "in force now: \(difference.settings(.atOnce).map(\.name).joined(separator: ", "))"
                : "nothing has changed that a running worker can take up"
            self.logger.notice("the settings were read again; \(words)")
            return Outcome(result: isChanged ? .applied : .unchanged, inForce: adjusted)
        }
        guard await self.tryOut(settings, difference) else { return Outcome(result: .refused, inForce: adjusted) }
        return Outcome(
            result: .applied,
            inForce: settings.snapshot.adopting(.process, of: present),
            replacement: settings,
            names: difference.names
        )
    }

    /// All settings, or nothing if one of them is not sound.
    private func read() -> WorkerSettings? {
        var faults = SettingFaults()
        let settings = self.options.settings(&faults)
        var rulebooks: RulebookPlace?
        do throws(RulebookFault) { rulebooks = try RulebookPlace(settings) } catch {
            for diagnostic in error.diagnostics { self.logger.error("\(diagnostic)") }
        }
        let found = WorkerSettings(settings, rulebooks, faults: &faults)
        for warning in settings.warnings { self.logger.warning("\(warning)") }
        if let found { return found }
        for fault in faults.list { self.logger.error("\(fault)") }
        self.logger.error("the changed settings are refused, those in force stay")
        return nil
    }

    private func tryOut(_ settings: WorkerSettings, _ difference: SettingsSnapshot.Difference) async -> Bool {
        do {
            try await Worker.tryOut(settings.configuration, logger: self.logger)
            try await self.tryLedger(settings.ledger)
            return true
        } catch {
            self.logger.error(
                "the changed settings are refused, those in force stay (changed: \(difference.names)): \(error)"
            )
            return false
        }
    }

    /// Whether the ledger can be reached, or made; the one that the present worker uses answers as any other.
    private func tryLedger(_ location: LedgerLocation) async throws {
        if let schema = try await LedgerOpening.schema(of: location) {
            guard schema.version > schema.latest else { return }
            throw LedgerFault(.schema, "the ledger has schema \(schema.version), which this program does not know")
        }
        guard case .file(let path) = location else { return }
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        guard FileManager.default.isWritableFile(atPath: folder) else {
            throw LedgerFault(.io, "no ledger can be made in “\(folder)”")
        }
    }
}
