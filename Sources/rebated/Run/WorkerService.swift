internal import AMQP
internal import Foundation
internal import Ledger
internal import Logging
internal import Messages
internal import Operations
internal import Pipeline
internal import Rulebook
internal import ServiceLifecycle

/// A worker from its settings: opens the ledger, works, closes the ledger.
struct WorkerService: Service {
    private let configuration: WorkerConfiguration
    private let location: LedgerLocation
    private let rulebooks: RulebookStand
    private let folder: RulebookFolder?
    private let budgets: [(program: String, amount: Cents)]
    private let monitoring: Monitoring
    private let logger: Logger
    private let output: LogOutput
    /// Where spans go; `nil`: traces are off.
    private let exporter: TraceExporter?

    /// Reads all settings, so that what is wrong with one is told before anything is started.
    init(_ settings: Settings, monitoring: Monitoring, logger: Logger, output: LogOutput) throws {
        var configuration = WorkerConfiguration(broker: try settings.connection(name: "rebated worker"))
        configuration.prefetch = UInt16(try settings.integer(.prefetch, in: 1...65_535))
        configuration.batch = try settings.integer(.batch, in: 1...10_000)
        configuration.deliveryLimit = try settings.integer(.deliveryLimit, in: 1...1_000)
        configuration.drain = try settings.duration(.drain)
        configuration.trustedUsers = Set(settings.texts(.trustedUsers))
        configuration.takesReviewsWithoutUser =
            try settings.choice(.reviewsWithoutUser, of: ["accept", "refuse"]) == "accept"
        configuration.management = try settings.management(configuration.broker)
        configuration.stopPoints = try Self.stopPoints(logger)
        self.configuration = configuration
        self.location = LedgerLocation(settings.text(.ledger) ?? "")
        // Looked at before it is read, so that what changes while the ledger can't be opened is not missed.
        self.folder = settings.text(.rulebooks).map { RulebookFolder($0) }
        let shelf = try Shelf.load(settings.text(.rulebooks))
        self.rulebooks = RulebookStand(shelf)
        self.budgets = try Shelf.budgets(settings, shelf)
        self.monitoring = monitoring
        monitoring.telemetry.rulebooks(shelf)
        self.logger = logger
        self.output = output
        self.exporter = try settings.traces(version: Rebated.version, logger: logger)
    }

    /// What the environment asks for, for tests of faults; a warning says so.
    private static func stopPoints(_ logger: Logger) throws(SettingError) -> StopPoints {
        guard let text = ProcessInfo.processInfo.environment[Settings.faultVariable], !text.isEmpty else {
            return .none
        }
        do throws(StopPoints.Mistake) {
            let stopPoints = try StopPoints(text)
            logger.warning("this worker will die or freeze on purpose: \(Settings.faultVariable) is \(text)")
            return stopPoints
        } catch { throw SettingError(source: Settings.faultVariable, problem: error.description) }
    }

    func run() async throws {
        // Whoever stops a worker may rely on its end, also where something that it called never returns.
        let overdue = Task {
            try? await gracefulShutdown()
            guard (try? await Task.sleep(for: self.configuration.drain + .seconds(3))) != nil else { return }
            self.logger.warning("the ledger or the broker does not let go: ended all the same; nothing is lost by that")
            _exit(0)
        }
        defer { overdue.cancel() }
        let exporting = Task { await self.exporter?.run() }
        let result: Result<Void, any Error>
        do { result = .success(try await self.workOnLedger()) } catch { result = .failure(error) }
        // The spans of what was done last are handed over too.
        await self.exporter?.stop()
        await exporting.value
        try result.get()
    }

    private func workOnLedger() async throws {
        guard let ledger = try await self.open() else { return }
        do {
            self.rulebooks.replace(with: try await Shelf.archiving(ledger, self.rulebooks.shelf))
            let worker = Worker(
                self.configuration,
                ledger: ledger,
                rulebooks: self.rulebooks,
                logger: self.logger,
                telemetry: self.monitoring.telemetry,
                batchedLog: { self.output.batched($0) },
                tracer: self.exporter?.tracer
            )
            let watcher = self.folder.map {
                RulebookWatcher(
                    folder: $0,
                    rulebooks: self.rulebooks,
                    logger: self.logger,
                    telemetry: self.monitoring.telemetry
                )
            }
            // Not in the group: a stop does not wait for figures.
            let figures = self.monitoring.site.map { _ in Task { await self.ledgerWatch.run() } }
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
        LedgerWatch(rulebooks: self.rulebooks, telemetry: self.monitoring.telemetry) {
            () async throws(LedgerFault) -> any Ledger in
            try await LedgerOpening.open(self.location, role: .reader)
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
                let ledger = try await LedgerOpening.open(self.location, role: .worker)
                for budget in self.budgets {
                    try await ledger.setBudget(program: budget.program, cents: budget.amount.count, by: "rebated run")
                }
                self.monitoring.telemetry.ledgerWorks()
                return ledger
            } catch {
                guard error.isTransient else { throw error }
                self.monitoring.telemetry.ledgerFailed(error)
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

extension WorkerService: CustomStringConvertible {
    /// A name for the log: what runs services tells their whole state otherwise, with addresses and credentials.
    var description: String { "the worker" }
}
