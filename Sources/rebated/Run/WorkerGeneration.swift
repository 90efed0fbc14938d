internal import AMQP
internal import Ledger
internal import Logging
internal import Messages
internal import Operations
internal import Pipeline
internal import Rulebook
internal import ServiceLifecycle

/// One worker, from its settings to its end: opens the ledger, works, closes the ledger.
///
/// A process runs one after the other, each with other settings.
struct WorkerGeneration: Sendable {
    let settings: WorkerSettings
    let rulebooks: RulebookStand
    private let group: ServiceGroup

    init(_ settings: WorkerSettings, _ household: Household) {
        self.settings = settings
        self.rulebooks = RulebookStand(settings.rulebooks.shelf)
        household.monitoring.telemetry.rulebooks(settings.rulebooks.shelf)
        let work = LedgerWork(settings: settings, rulebooks: self.rulebooks, household: household)
        self.group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [.init(service: work, successTerminationBehavior: .gracefullyShutdownGroup)],
                logger: household.logger.quieted
            )
        )
    }

    /// Works until ``drain()``, or until the process is to end, and all that was in hand is done.
    func run() async throws { try await self.group.run() }

    /// Takes nothing new from now on.
    func drain() async { await self.group.triggerGracefulShutdown() }
}

/// A worker and its ledger.
private struct LedgerWork: Service, CustomStringConvertible {
    let settings: WorkerSettings
    let rulebooks: RulebookStand
    let household: Household

    private var logger: Logger { self.household.logger }
    private var telemetry: WorkerTelemetry { self.household.monitoring.telemetry }

    /// What logs of services say: nothing of the settings.
    var description: String { "the worker" }

    func run() async throws {
        guard let ledger = try await self.open() else { return }
        do {
            self.rulebooks.replace(with: try await Shelf.archiving(ledger, self.rulebooks.shelf))
            let worker = Worker(
                self.settings.configuration,
                ledger: ledger,
                rulebooks: self.rulebooks,
                logger: self.logger,
                telemetry: self.telemetry,
                batchedLog: { self.household.output.batched($0) },
                tracer: self.household.exporter?.tracer
            )
            let watcher = self.settings.rulebooks.folder.map {
                RulebookWatcher(
                    folder: $0,
                    rulebooks: self.rulebooks,
                    logger: self.logger,
                    telemetry: self.telemetry
                )
            }
            // Not in the group: a stop does not wait for figures.
            let figures = self.household.monitoring.site.map { _ in Task { await self.ledgerWatch.run() } }
            defer { figures?.cancel() }
            try await withThrowingTaskGroup(of: Void.self) { group in
                if let watcher { group.addTask { await watcher.run() } }
                defer { group.cancelAll() }
                try await worker.run()
            }
        } catch {
            await ledger.close()
            throw error
        }
        await ledger.close()
    }

    /// Brings the figures of the ledger up to date.
    private var ledgerWatch: LedgerWatch {
        LedgerWatch(rulebooks: self.rulebooks, telemetry: self.telemetry) {
            () async throws(LedgerFault) -> any Ledger in
            try await LedgerOpening.open(self.settings.ledger, role: .reader, renewed: self.settings.renewedLedger)
        }
    }

    /// Opens the ledger and sets the budgets, trying again for as long as a passing fault prevents it.
    ///
    /// - Returns: `nil` if a stop came first.
    private func open() async throws -> (any Ledger)? {
        let backoff = Backoff(maximum: .seconds(20))
        var failures = 0
        var told: LedgerFault?
        while !Task.isShuttingDownGracefully, !Task.isCancelled {
            do throws(LedgerFault) {
                let renewed = self.settings.renewedLedger
                let ledger = try await LedgerOpening.open(self.settings.ledger, role: .worker, renewed: renewed)
                for budget in self.settings.budgets {
                    try await ledger.setBudget(program: budget.program, cents: budget.amount.count, by: "rebated run")
                }
                self.telemetry.ledgerWorks()
                return ledger
            } catch {
                guard error.isTransient else { throw error }
                self.telemetry.ledgerFailed(error)
                failures += 1
                let delay = backoff.delay(afterFailures: failures, jitter: .random(in: 0...1))
                // An outage fills no log: told again only when the reason changes.
                let level: Logger.Level = told == error ? .debug : .error
                self.logger.log(level: level, "the ledger can't be opened, trying again in \(delay.rounded): \(error)")
                told = error
                await cancelWhenGracefulShutdown { try? await Task.sleep(for: delay) }
            }
        }
        return nil
    }
}
