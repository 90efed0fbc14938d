internal import CoreMetrics
internal import Ledger
internal import Synchronization
internal import Telemetry

/// How the ledger does.
final class LedgerMetrics: Sendable {
    /// The time of transactions in a file.
    let sqlite: Timer
    /// The time of transactions in a database.
    let postgreSQL: Timer
    private let failures: [LedgerFault.Code: Counter]
    private let up: Gauge
    private let state = Atomic(false)
    private let pending: Gauge
    private let returned: Gauge
    private let oldestAge: Gauge

    init(_ factory: any MetricsFactory) {
        self.sqlite = Metric.ledgerCommitDuration.timer("sqlite", in: factory)
        self.postgreSQL = Metric.ledgerCommitDuration.timer("postgresql", in: factory)
        self.failures = Dictionary(
            uniqueKeysWithValues: LedgerFault.Code.allCases.map { code in
                (code, Metric.ledgerFailures.counter(code == .readOnly ? "read_only" : code.rawValue, in: factory))
            }
        )
        self.up = Metric.ledgerUp.gauge(in: factory)
        self.pending = Metric.outboxEvents.gauge("pending", in: factory)
        self.returned = Metric.outboxEvents.gauge("returned", in: factory)
        self.oldestAge = Metric.outboxOldestAge.gauge(in: factory)
    }

    /// The time of transactions in a ledger of this kind.
    func commits(of ledger: any Ledger) -> Timer { ledger is PostgresLedger ? self.postgreSQL : self.sqlite }

    func failed(_ code: LedgerFault.Code) { self.failures[code]?.increment() }

    /// Whether the last use of the ledger succeeded.
    var isUp: Bool { self.state.load(ordering: .relaxed) }

    func isUp(_ isUp: Bool) {
        self.state.store(isUp, ordering: .relaxed)
        self.up.record(isUp ? 1 : 0)
    }

    /// How full the outbox is.
    ///
    /// - Parameter now: Milliseconds since 1970.
    func show(_ figures: LedgerFigures, now: Int64) {
        self.pending.record(figures.pendingEvents)
        self.returned.record(figures.returnedEvents)
        let age = figures.oldestPendingAt.map { max(0, now - $0) } ?? 0
        self.oldestAge.record(Double(age) / 1_000)
    }
}
