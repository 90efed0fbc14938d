internal import Tracing

/// The spans of messages that are on their way to the broker, by the events that they carry.
struct SendSpans {
    /// Copies of one event go out under one id.
    private var open: [String: [any Tracing.Span]] = [:]

    init(_ parcels: [Parcel]) {
        for parcel in parcels {
            for outgoing in parcel.messages {
                guard let span = outgoing.span, let event = outgoing.event else { continue }
                self.open[event, default: []].append(span)
            }
        }
    }

    /// Ends those that the broker has answered for.
    mutating func end(_ marks: Marks) {
        guard !self.open.isEmpty else { return }
        for event in marks.published { self.take(event)?.end() }
        for returned in marks.returned {
            guard let span = self.take(returned.id) else { continue }
            span.setStatus(SpanStatus(code: .error, message: "returned"))
            span.end()
        }
    }

    private mutating func take(_ event: String) -> (any Tracing.Span)? { self.open[event]?.popLast() }
}
