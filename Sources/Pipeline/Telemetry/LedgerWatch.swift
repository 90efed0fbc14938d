public import Ledger
internal import Messages
public import Rulebook

/// Asks the ledger now and then for figures, over a connection of its own: nobody who settles waits for it.
///
/// A ledger that is away is no reason to complain: whoever needs it does.
public struct LedgerWatch: Sendable {
    private let open: @Sendable () async throws(LedgerFault) -> any Ledger
    private let rulebooks: RulebookStand
    private let telemetry: WorkerTelemetry
    private let interval: Duration

    /// A watch.
    ///
    /// - Parameters:
    ///   - open: Opens the ledger to be read.
    ///   - rulebooks: Whose programs are asked for.
    public init(
        rulebooks: RulebookStand,
        telemetry: WorkerTelemetry,
        interval: Duration = .seconds(15),
        open: @escaping @Sendable () async throws(LedgerFault) -> any Ledger
    ) {
        self.open = open
        self.rulebooks = rulebooks
        self.telemetry = telemetry
        self.interval = interval
    }

    /// Looks until cancelled.
    public func run() async {
        var ledger: (any Ledger)?
        // Sooner at the start, when things change.
        var wait = Duration.seconds(1)
        while !Task.isCancelled {
            do throws(LedgerFault) {
                // Opening one that is away would hold a thread until its time is over.
                guard self.telemetry.ledger.isUp else { throw LedgerFault(.closed, "the ledger is away") }
                let present: any Ledger
                if let ledger { present = ledger } else { present = try await self.open() }
                ledger = present
                try await self.look(present)
            } catch {
                await ledger?.close()
                ledger = nil
            }
            try? await Task.sleep(for: wait)
            wait = min(wait * 2, self.interval)
        }
        await ledger?.close()
    }

    private func look(_ ledger: any Ledger) async throws(LedgerFault) {
        let figures = try await ledger.figures()
        self.telemetry.ledger.show(figures, now: Instant.now.milliseconds)
        let budgets = try await ledger.budgets()
        let shelf = self.rulebooks.shelf
        var keys: [BalanceKey: String] = [:]
        for program in shelf.programs {
            for budget in shelf.budgets(of: program) {
                keys[BalanceKey(limit: "\(program)/\(budget)", key: program)] = program
            }
        }
        var used: [String: Int64] = [:]
        for (key, cents) in try await ledger.balances(Set(keys.keys)) {
            if let program = keys[key] { used[program, default: 0] += cents }
        }
        for (program, metrics) in self.telemetry.programs.all {
            metrics.show(
                budget: budgets[program],
                used: used[program] ?? 0,
                waiting: figures.waiting[program] ?? 0,
                open: figures.openTasks[program] ?? 0
            )
        }
    }
}
