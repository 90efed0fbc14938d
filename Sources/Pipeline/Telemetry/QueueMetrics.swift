internal import AMQP
internal import CoreMetrics
internal import Messages
internal import Telemetry

/// What comes from the queues, and what is in them.
struct QueueMetrics: Sendable {
    /// A queue that is consumed from.
    private final class Input: Sendable {
        let deliveries: Counter
        let redeliveries: Counter
        let inFlight: Gauge
        let duration: Timer

        init(_ queue: String, _ factory: any MetricsFactory) {
            self.deliveries = Metric.deliveries.counter(queue, in: factory)
            self.redeliveries = Metric.redeliveries.counter(queue, in: factory)
            self.inFlight = Metric.deliveriesInFlight.gauge(queue, in: factory)
            self.duration = Metric.deliveryDuration.timer(queue, in: factory)
        }
    }

    private let applications: Input
    private let reviews: Input
    private let depths: [String: (messages: Gauge, consumers: Gauge)]

    /// The queues that are counted: those that are consumed from, the dead letters, and the retry queues.
    static let watched: [String] =
        [Names.applications, Names.reviews, Names.dead] + WorkTopology.retryDelays.map { Names.retry($0.name) }

    init(_ factory: any MetricsFactory) {
        self.applications = Input(Names.applications, factory)
        self.reviews = Input(Names.reviews, factory)
        self.depths = Dictionary(
            uniqueKeysWithValues: Self.watched.map { queue in
                let messages = Metric.queueMessages.gauge(queue, in: factory)
                return (queue, (messages, Metric.queueConsumers.gauge(queue, in: factory)))
            }
        )
    }

    private func input(_ queue: String) -> Input { queue == Names.reviews ? self.reviews : self.applications }

    /// Deliveries have come.
    func received(_ deliveries: [Delivery]) {
        var reviews = (all: 0, again: 0)
        var again = 0
        for delivery in deliveries {
            if delivery.redelivered { again += 1 }
            guard delivery.queue == Names.reviews else { continue }
            reviews.all += 1
            if delivery.redelivered { reviews.again += 1 }
        }
        self.applications.deliveries.increment(by: deliveries.count - reviews.all)
        self.applications.redeliveries.increment(by: again - reviews.again)
        self.reviews.deliveries.increment(by: reviews.all)
        self.reviews.redeliveries.increment(by: reviews.again)
    }

    /// Deliveries were acknowledged.
    func acknowledged(_ timings: [DeliveryTiming]) {
        let now = ContinuousClock.now
        for timing in timings {
            let input = timing.isReview ? self.reviews : self.applications
            input.duration.recordNanoseconds(timing.arrivedAt.duration(to: now).nanoseconds)
        }
    }

    /// How many deliveries of each queue are not acknowledged.
    func inFlight(_ counts: [String: Int]) {
        for (queue, count) in counts { self.input(queue).inFlight.record(count) }
    }

    /// How full a queue is; `nil` if the broker can't be asked.
    func depth(_ queue: String, _ count: (ready: Int, consumers: Int)?) {
        guard let gauges = self.depths[queue] else { return }
        gauges.messages.record(count.map { Double($0.ready) } ?? .nan)
        gauges.consumers.record(count.map { Double($0.consumers) } ?? .nan)
    }
}
