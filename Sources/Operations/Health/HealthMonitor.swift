internal import CoreMetrics
internal import Synchronization
public import Telemetry

/// The health of a process: hears of events from anywhere, and answers at any time.
///
/// Outlives the workers that a process runs one after the other.
public final class HealthMonitor: Sendable {
    private let state = Mutex(HealthState())
    private let version: String
    private let gauges: HealthGauges?

    /// A monitor of a process that has just started.
    ///
    /// - Parameters:
    ///   - version: The version that runs.
    ///   - registry: Where its gauges are kept; they are brought up to date whenever metrics are asked for.
    public init(version: String, registry: PrometheusRegistry? = nil) {
        self.version = version
        self.gauges = registry.map { HealthGauges($0) }
        registry?
            .onCollect { [weak self] in
                guard let self else { return }
                self.gauges?.show(self.current)
            }
    }

    /// Takes note of what happened; quick.
    public func tell(_ event: HealthEvent) { self.state.withLock { $0.apply(event) } }

    /// How it is now.
    public var current: HealthState { self.state.withLock { $0 } }

    /// Whether the process can be left alone: what a watchdog asks before it says that all is well.
    public var isAlive: Bool { self.current.deadlock == nil }

    /// What `/ready` and `/live` answer.
    public var report: HealthReport { HealthReport(self.current, version: self.version) }
}

/// The gauges of health.
private struct HealthGauges: Sendable {
    let ready: Gauge
    let checks: [(check: HealthCheck, gauge: Gauge)]
    let draining: Gauge
    let estimate: Gauge
    let safe: Gauge

    init(_ registry: PrometheusRegistry) {
        self.ready = Metric.ready.gauge(in: registry)
        self.checks = HealthCheck.allCases.map { ($0, Metric.readyCheck.gauge($0.rawValue, in: registry)) }
        self.draining = Metric.draining.gauge(in: registry)
        self.estimate = Metric.drainEstimate.gauge(in: registry)
        self.safe = Metric.safeToStop.gauge(in: registry)
    }

    func show(_ state: HealthState) {
        self.ready.record(state.isReady ? 1 : 0)
        for (check, gauge) in self.checks { gauge.record(state.finding(check).isWell ? 1 : 0) }
        self.draining.record(state.isDraining ? 1 : 0)
        self.estimate.record(state.drainEstimate / .seconds(1))
        self.safe.record(state.isSafeToStop ? 1 : 0)
    }
}
