internal import AMQP
internal import Messages

/// What the broker tells of a message that it set aside itself: the latest entry of `x-death`.
///
/// Source: RabbitMQ's guide on dead letter exchanges, "Dead-Lettered Effects on Messages".
struct BrokerDeath: Sendable, Equatable {
    /// `rejected`, `expired`, `maxlen` or `delivery_limit`.
    let reason: String
    /// The queue that it was in.
    let queue: String
    /// The exchange that it was published to.
    let exchange: String
    /// The key that it was published with.
    let routingKey: String?
    /// When, RFC 3339.
    let at: String?

    /// Reads the headers; `nil` where the broker set nothing aside.
    init?(_ properties: Properties) {
        guard case .array(let deaths) = properties[header: "x-death"], case .table(let death) = deaths.first else {
            return nil
        }
        func value(_ name: String) -> HeaderValue? { death.first { $0.name == name }?.value }
        self.reason = value("reason")?.text ?? "unknown"
        self.queue = value("queue")?.text ?? ""
        self.exchange = value("exchange")?.text ?? ""
        if case .array(let keys) = value("routing-keys") {
            self.routingKey = keys.first?.text
        } else {
            self.routingKey = nil
        }
        if case .timestamp(let seconds) = value("time"), seconds < 1 << 37 {
            self.at = Instant(milliseconds: Int64(seconds) * 1_000).description
        } else {
            self.at = nil
        }
    }
}
