internal import CoreMetrics
internal import Messages
internal import Rulebook
internal import Synchronization
internal import Telemetry

/// What is decided on one program's applications, and its money.
final class ProgramMetrics: Sendable {
    private let applications: [String: Counter]
    private let reviews: [String: Counter]
    private let endToEnd: Timer
    private let limits: [String: (count: Counter, dollars: FloatingPointCounter)]
    private let budgetUsed: Gauge
    private let waitlisted: Gauge
    private let openTasks: Gauge
    /// Only where there is a budget.
    private let budget = Mutex<Gauge?>(nil)
    private let makeBudget: @Sendable () -> Gauge

    /// What applications can come to, for whoever submits them.
    static let outcomes = ApplicationStatus.allCases.map(\.rawValue) + ["rejected", "duplicate"]
    /// What a reviewer's answer can come to.
    static let verdicts = ReviewOutcome.Verdict.allCases.map(\.rawValue) + ["rejected"]

    /// - Parameter limits: The ids of the program's limits, its budget's among them.
    init(_ program: String, limits: Set<String>, _ factory: any MetricsFactory) {
        self.applications = Dictionary(
            uniqueKeysWithValues: Self.outcomes.map { ($0, Metric.applications.counter(program, $0, in: factory)) }
        )
        self.reviews = Dictionary(
            uniqueKeysWithValues: Self.verdicts.map { ($0, Metric.reviews.counter(program, $0, in: factory)) }
        )
        self.endToEnd = Metric.endToEndDuration.timer(program, in: factory)
        self.limits = Dictionary(
            uniqueKeysWithValues: limits.map { limit in
                let dollars = Metric.limitReducedDollars.sum(program, limit, in: factory)
                return (limit, (Metric.limitReductions.counter(program, limit, in: factory), dollars))
            }
        )
        self.budgetUsed = Metric.budgetUsed.gauge(program, in: factory)
        self.waitlisted = Metric.waitlisted.gauge(program, in: factory)
        self.openTasks = Metric.openTasks.gauge(program, in: factory)
        self.makeBudget = { Metric.budget.gauge(program, in: factory) }
    }

    func answered(_ outcome: String) { self.applications[outcome]?.increment() }

    func reviewed(_ verdict: String) { self.reviews[verdict]?.increment() }

    func reduced(by limit: String, _ amount: Cents) {
        guard let limit = self.limits[limit] else { return }
        limit.count.increment()
        limit.dollars.increment(by: Double(amount.count) / 100)
    }

    /// A decision is confirmed; the sender's clock may go ahead of ours.
    func confirmed(madeAt: Int64, now: Int64) {
        self.endToEnd.recordMilliseconds(max(0, now - madeAt))
    }

    /// - Parameter cents: `nil` for no budget.
    func show(budget cents: Int64?, used: Int64, waiting: Int, open: Int) {
        self.budgetUsed.record(Double(used) / 100)
        self.waitlisted.record(waiting)
        self.openTasks.record(open)
        self.budget.withLock { gauge in
            guard let cents else {
                gauge?.destroy()
                gauge = nil
                return
            }
            let present = gauge ?? self.makeBudget()
            present.record(Double(cents) / 100)
            gauge = present
        }
    }
}
