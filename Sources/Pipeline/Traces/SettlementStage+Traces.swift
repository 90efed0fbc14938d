internal import AMQP
internal import Messages
internal import Settlement
internal import Tracing

extension SettlementStage {
    /// Tells a delivery's trace what became of it, and has what it brought about carry the trace on.
    ///
    /// The delivery's span stays open until it is acknowledged.
    func trace(
        _ parcel: inout Parcel,
        _ work: Work,
        _ disposition: Disposition,
        _ item: SettledItem?,
        _ time: SettlementTime?
    ) {
        let traces = self.surroundings.traces
        guard let span = traces.span(of: work, item) else { return }
        WorkFields(work, item).describe(span)
        if let time { traces.note("settlement", in: span, from: time.began, to: time.ended, batch: time.batch) }
        if let related = item?.relatedTraceparent { traces.link(span, to: related) }
        switch disposition {
        case .acknowledge:
            // What went wrong before has come to a good end.
            if work.waits > 0 { span.setStatus(SpanStatus(code: .ok)) }
            parcel.messages = parcel.messages.map { traces.sending($0, under: span) }
        case .setAside(let reason): span.setStatus(SpanStatus(code: .error, message: reason.code))
        case .again: break
        case .retry(let step, _):
            span.addEvent(SpanEvent(name: "retry", attributes: ["rebated.attempt": .int64(Int64(step.attempt))]))
            span.setStatus(SpanStatus(code: .error, message: "retry"))
        }
        self.spans[work.arrival.delivery.receipt] = span
    }
}

extension Work.Arrival {
    /// A message that this delivery lives on in, such that it carries its trace on.
    func carryingTraceOn(_ message: OutboundMessage) -> OutboundMessage {
        guard let traceparent = self.origin.traceparent else { return message }
        var headers = message.properties.headers
        HeaderCarrier().inject(traceparent, forKey: TraceContext.header, into: &headers)
        return message.with(headers: headers)
    }
}
