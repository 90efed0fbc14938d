internal import AMQP
public import CoreMetrics
public import Ledger
public import Rulebook
public import Telemetry

/// What a worker tells of itself: metrics, and events that decide whether it is well.
///
/// It holds the handlers of all its metrics, so that counting takes no look-up by name. One lives as long as the process
/// and serves the workers that run in it one after the other.
public final class WorkerTelemetry: Sendable {
    let stages: StageMetrics
    let queues: QueueMetrics
    let publications: PublicationMetrics
    let ledger: LedgerMetrics
    let programs: ProgramBoard
    /// Whether anybody keeps the metrics: what only they need is not asked for otherwise.
    let isKept: Bool
    let links: [HealthEvent.Connection: LinkMetrics]
    private let confirmsOutstanding: Gauge
    private let rulebookRefusals: Counter
    private let reloads: [ReloadResult: Counter]
    private let listener: @Sendable (HealthEvent) -> Void

    /// What became of settings that were read again.
    public enum ReloadResult: String, Sendable, CaseIterable {
        /// They are in force.
        case applied
        /// They are what they were.
        case unchanged
        /// Something is wrong with them; those before stay in force.
        case refused
    }

    /// Counts nothing and tells nobody.
    public static let none = WorkerTelemetry(in: NOOPMetricsHandler.instance)

    /// Telemetry of a process.
    ///
    /// - Parameters:
    ///   - factory: The backend that keeps the metrics.
    ///   - listener: Hears of what decides whether the worker is well; on any thread, so it has to be quick.
    public init(in factory: any MetricsFactory, listener: @escaping @Sendable (HealthEvent) -> Void = { _ in }) {
        self.isKept = !(factory is NOOPMetricsHandler)
        self.stages = StageMetrics(factory)
        self.queues = QueueMetrics(factory)
        self.publications = PublicationMetrics(factory)
        self.ledger = LedgerMetrics(factory)
        self.programs = ProgramBoard(factory)
        self.confirmsOutstanding = Metric.confirmsOutstanding.gauge(in: factory)
        self.rulebookRefusals = Metric.rulebookRefusals.counter(in: factory)
        self.reloads = Dictionary(
            uniqueKeysWithValues: ReloadResult.allCases.map { ($0, Metric.reloads.counter($0.rawValue, in: factory)) }
        )
        self.links = Dictionary(
            uniqueKeysWithValues: HealthEvent.Connection.allCases.map { ($0, LinkMetrics($0, factory)) }
        )
        self.listener = listener
    }

    /// Tells an event.
    public func tell(_ event: HealthEvent) { self.listener(event) }

    /// These rulebooks are in force from now on.
    public func rulebooks(_ shelf: RulebookShelf) {
        self.programs.show(shelf)
        self.tell(.rulebooksLoaded(programs: shelf.programs.count))
    }

    /// Changed rulebooks were refused.
    public func rulebooksRefused(_ reason: String) {
        self.rulebookRefusals.increment()
        self.tell(.rulebooksRefused(reason))
    }

    /// Settings were read again.
    public func reloaded(_ result: ReloadResult) { self.reloads[result]?.increment() }

    /// The ledger works.
    public func ledgerWorks() {
        self.ledger.isUp(true)
        self.tell(.ledgerWorks)
    }

    /// The ledger can't be used.
    public func ledgerFailed(_ fault: LedgerFault) {
        self.ledger.failed(fault.code)
        self.ledger.isUp(false)
        self.tell(.ledgerFailed(fault.message))
    }

    /// What happens to a connection; quick, as the connection's own thread calls it.
    func link(_ connection: HealthEvent.Connection, _ event: LinkEvent) {
        self.links[connection]?.count(event)
        if let event = HealthEvent(event, on: connection) { self.tell(event) }
    }

    /// Messages without the broker's answer.
    func confirmsOutstanding(_ count: Int) { self.confirmsOutstanding.record(count) }
}
