internal import AMQP
internal import Messages

/// The message that sets a delivery aside: the original body and properties, with headers that tell its story.
///
/// Headers: `x-reason` and `x-problem` (why), `x-set-aside-at` (when), `x-from-exchange`, `x-from-routing-key`,
/// `x-from-queue` and `x-from-user` (where from; `-` for a sender without a name), `x-deliveries` (how often it was
/// handed out since it last came into its queue) and `x-attempt` (how often it was sent through a retry queue), so that
/// it can be sent again from here.
enum SetAsideMessage {
    static func make(_ delivery: Delivery, _ provenance: Provenance, reason: SetAsideReason, at now: Instant)
        -> OutboundMessage
    {
        var properties = delivery.properties
        // The broker accepts only the publisher's own name there; the sender's moves to a header.
        properties.userID = nil
        properties.deliveryMode = 2
        properties.expiration = nil
        properties.headers.removeAll { Self.own.contains($0.name) || Provenance.isStale($0.name) }
        properties.headers += provenance.headers(attempts: provenance.attempts)
        properties.headers += [
            Header(Self.reason, .text(reason.code)), Header("x-problem", .text(reason.description)),
            Header("x-set-aside-at", .text(now.description)), Header("x-from-routing-key", .text(delivery.routingKey)),
            Header("x-from-queue", .text(delivery.queue)),
            Header("x-deliveries", .int(Int64((delivery.deliveryCount ?? 0) + 1))),
        ]
        return OutboundMessage(
            exchange: Names.dead,
            routingKey: delivery.routingKey,
            mandatory: true,
            properties: properties,
            body: delivery.body
        )
    }

    /// The same message without the headers of its sender, for one whose headers are too large to add to.
    static func trimmed(_ message: OutboundMessage) -> OutboundMessage {
        message.with(
            headers: message.properties.headers.filter { Self.own.contains($0.name) || Provenance.isStale($0.name) }
        )
    }

    /// The header with ``SetAsideReason/code``.
    static let reason = "x-reason"

    /// Headers that this message sets anew.
    private static let own: Set<String> = [
        Self.reason, "x-problem", "x-set-aside-at", "x-from-routing-key", "x-from-queue", "x-deliveries",
    ]
}
