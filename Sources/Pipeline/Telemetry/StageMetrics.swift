internal import CoreMetrics
internal import Telemetry

/// How long batches spend in the stages.
struct StageMetrics: Sendable {
    let intake: Timer
    let eligibility: Timer
    let calculation: Timer
    let settlement: Timer
    let publication: Timer
    private let batchSize: Recorder

    init(_ factory: any MetricsFactory) {
        self.intake = Metric.stageDuration.timer("intake", in: factory)
        self.eligibility = Metric.stageDuration.timer("eligibility", in: factory)
        self.calculation = Metric.stageDuration.timer("calculation", in: factory)
        self.settlement = Metric.stageDuration.timer("settlement", in: factory)
        self.publication = Metric.stageDuration.timer("publication", in: factory)
        self.batchSize = Metric.batchSize.recorder(in: factory)
    }

    /// A batch was settled that was begun at `start`.
    func settled(_ count: Int, since start: ContinuousClock.Instant) {
        guard count > 0 else { return }
        self.settlement.record(since: start)
        self.batchSize.record(count)
    }
}

extension Timer {
    /// Records the time from `start` to now.
    func record(since start: ContinuousClock.Instant) {
        self.recordNanoseconds(start.duration(to: .now).nanoseconds)
    }
}

extension Duration {
    /// Whole nanoseconds, for metrics: without the division of 128-bit numbers that `components` takes.
    var nanoseconds: Int64 { Int64(self / .nanoseconds(1)) }
}
