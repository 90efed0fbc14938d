/// What happens to a connection; for logs, metrics and health.
///
/// Handlers are called on the connection's own thread and in order: they have to be quick and must not block.
public enum LinkEvent: Sendable, Equatable {
    /// Logged in; the broker's version as it tells it, and `host:port`.
    case connected(serverVersion: String, host: String)
    /// Not connected, for this reason; the next attempt comes after `retryIn`, none if it is `nil`.
    case disconnected(AMQPError, retryIn: Duration?)
    /// Deliveries from this queue can come.
    case consuming(queue: String)
    /// The broker ended this subscription (queue deleted, for instance); it is tried again.
    case consumerCancelled(queue: String)
    /// The subscription could not be made, or its channel was closed; tried again after `retryIn`, not if it is `nil`.
    case subscriptionFailed(queue: String, AMQPError, retryIn: Duration?)
    /// Messages can be published.
    case publishing
    /// The publishing channel was closed by the broker; opened again after `retryIn`, not if it is `nil`.
    case publishingFailed(AMQPError, retryIn: Duration?)
    /// The broker takes no messages until ``unblocked``; its reason, such as `low on memory`.
    case blocked(reason: String)
    /// The broker takes messages again.
    case unblocked
    /// Acks or rejections that were dropped: their deliveries belong to an older channel and will come again.
    case staleReceipts(count: Int)
}
