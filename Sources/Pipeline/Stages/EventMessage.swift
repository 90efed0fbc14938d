internal import AMQP
internal import Ledger
internal import Messages

/// An outbox event as the broker gets it.
enum EventMessage {
    /// - Parameter cause: The headers of the message that brought the event about; `nil` where that is long ago.
    static func make(_ event: OutboxEvent, cause: [Header]? = nil) -> Parcel.Outgoing {
        var properties = Properties()
        properties.contentType = OutgoingEvent.contentType
        properties.deliveryMode = 2
        properties.messageID = event.id
        properties.correlationID = event.correlationID
        properties.type = event.type
        properties.appID = OutgoingEvent.source
        properties.timestamp = UInt64(max(0, event.createdAt / 1_000))
        if let traceparent = event.traceparent {
            properties.headers = [Header(TraceContext.header, .text(traceparent))]
            if let state = cause.flatMap({ Self.state(in: $0, of: traceparent) }) {
                properties.headers.append(Header(TraceContext.stateHeader, .text(state)))
            }
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

    /// The `tracestate` that came with a trace context, if the event carries that trace on.
    private static func state(in headers: [Header], of traceparent: String) -> String? {
        guard let state = headers.first(where: { $0.name == TraceContext.stateHeader })?.value.text,
            TraceContext.isState(state),
            let came = headers.first(where: { $0.name == TraceContext.header })?.value.text,
            let trace = TraceContext(traceparent)?.trace, trace == TraceContext(came)?.trace
        else { return nil }
        return state
    }
}
