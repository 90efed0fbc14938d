internal import AMQP
internal import Ledger
internal import Messages

/// An outbox event as the broker gets it.
enum EventMessage {
    static func make(_ event: OutboxEvent) -> Parcel.Outgoing {
        var properties = Properties()
        properties.contentType = OutgoingEvent.contentType
        properties.deliveryMode = 2
        properties.messageID = event.id
        properties.correlationID = event.correlationID
        properties.type = event.type
        properties.appID = OutgoingEvent.source
        properties.timestamp = UInt64(max(0, event.createdAt / 1_000))
        if let traceparent = event.traceparent {
            properties.headers = [Header(Self.traceparent, .text(traceparent))]
        }
        let message = OutboundMessage(
            exchange: event.exchange,
            routingKey: event.routingKey,
            mandatory: true,
            properties: properties,
            body: event.body
        )
        return Parcel.Outgoing(event: event.id, message: message)
    }

    /// The header of the W3C trace context.
    static let traceparent = "traceparent"
}
