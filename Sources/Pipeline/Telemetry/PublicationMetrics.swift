internal import AMQP
internal import CoreMetrics
internal import Messages
internal import Telemetry

/// What goes out to the broker.
struct PublicationMetrics: Sendable {
    /// The counters of one exchange.
    private final class Exchange: Sendable {
        let confirmed: Counter
        let returned: Counter
        let refused: Counter
        let unsettled: Counter

        init(_ exchange: String, _ factory: any MetricsFactory) {
            self.confirmed = Metric.published.counter(exchange, "confirmed", in: factory)
            self.returned = Metric.published.counter(exchange, "returned", in: factory)
            self.refused = Metric.published.counter(exchange, "refused", in: factory)
            self.unsettled = Metric.published.counter(exchange, "unsettled", in: factory)
        }

        func count(_ outcome: PublishOutcome) {
            switch outcome {
            case .confirmed: self.confirmed.increment()
            case .returned: self.returned.increment()
            case .refused: self.refused.increment()
            case .unsettled: self.unsettled.increment()
            }
        }
    }

    private let exchanges: [String: Exchange]
    private let deadLetters: [String: Counter]
    private let retries: [String: Counter]

    init(_ factory: any MetricsFactory) {
        let retries = WorkTopology.retryDelays.map(\.name)
        self.exchanges = Dictionary(
            uniqueKeysWithValues: ([Names.decisions, Names.tasks, Names.dead] + retries.map(Names.retry))
                .map { ($0, Exchange($0, factory)) }
        )
        self.deadLetters = Dictionary(
            uniqueKeysWithValues: SetAsideReason.codes.map { ($0, Metric.deadLetters.counter($0, in: factory)) }
        )
        self.retries = Dictionary(
            uniqueKeysWithValues: retries.map { (Names.retry($0), Metric.retries.counter($0, in: factory)) }
        )
    }

    /// The broker has answered for messages, one outcome each.
    func answered(_ messages: [OutboundMessage], _ outcomes: [PublishOutcome]) {
        for (message, outcome) in zip(messages, outcomes) {
            self.exchanges[message.exchange]?.count(outcome)
            guard message.exchange == Names.dead, case .confirmed = outcome else { continue }
            let reason = message.properties[header: SetAsideMessage.reason]?.text
            reason.flatMap { self.deadLetters[$0] }?.increment()
        }
    }

    /// A message is tried again after a wait.
    func retried(_ step: RetryLadder.Step) { self.retries[step.exchange]?.increment() }
}
