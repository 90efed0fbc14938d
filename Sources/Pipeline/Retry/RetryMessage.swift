internal import AMQP

/// A delivery on its way round through a retry queue: the same message, with headers that tell what happened to it.
///
/// It has no expiration of its own: a queue without the policy that sends it back would drop it.
enum RetryMessage {
    /// - Parameters:
    ///   - exchange: That of the retry queue, a fanout, so that the routing key stays what it was.
    ///   - attempt: How often it was sent round, this time included.
    ///   - user: Whom the broker vouches for from now on: the worker's own.
    static func make(_ delivery: Delivery, _ provenance: Provenance, exchange: String, attempt: Int, user: String)
        -> OutboundMessage
    {
        var properties = delivery.properties
        properties.userID = user
        properties.deliveryMode = 2
        properties.expiration = nil
        properties.headers.removeAll { Provenance.isStale($0.name) }
        properties.headers += provenance.headers(attempts: attempt)
        return OutboundMessage(
            exchange: exchange,
            routingKey: delivery.routingKey,
            mandatory: true,
            properties: properties,
            body: delivery.body
        )
    }
}
