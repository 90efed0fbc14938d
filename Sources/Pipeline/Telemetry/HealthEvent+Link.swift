internal import AMQP
internal import Telemetry

extension HealthEvent {
    /// What an event of a connection means for the worker's health; `nil` if it means nothing.
    init?(_ event: LinkEvent, on connection: Connection) {
        switch event {
        case .connected: self = .connected(connection)
        case .disconnected(let error, _): self = .disconnected(connection, error.description)
        case .consuming(let queue): self = .consuming(queue: queue)
        case .consumerCancelled(let queue):
            self = .notConsuming(queue: queue, "the broker ended the subscription; was the queue deleted?")
        case .subscriptionFailed(let queue, let error, _):
            self = .notConsuming(queue: queue, error.description + Self.advice(error))
        case .publishing: self = .publishing
        case .publishingFailed(let error, _): self = .notPublishing(error.description + Self.advice(error))
        case .blocked(let reason):
            guard connection == .publishing else { return nil }
            self = .blocked(reason)
        case .unblocked:
            guard connection == .publishing else { return nil }
            self = .unblocked
        case .staleReceipts: return nil
        }
    }

    private static func advice(_ error: AMQPError) -> String {
        error.code == .notFound ? "; `rebated topology apply` makes what is missing" : ""
    }
}
