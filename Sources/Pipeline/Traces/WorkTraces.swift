internal import AMQP
internal import Messages
internal import Settlement
internal import Tracing

/// The spans of deliveries: one for each, with a child for every stage and for every message that it brings about.
///
/// Without a tracer each call is one comparison. Of traces that are not kept nothing is held.
/// Names and attributes: OpenTelemetry's semantic conventions for messaging and RabbitMQ.
struct WorkTraces: Sendable {
    private let tracer: (any Tracer)?
    private static let carrier = HeaderCarrier()

    /// - Parameter tracer: `nil`: nothing is traced.
    init(_ tracer: (any Tracer)?) { self.tracer = tracer }

    /// Nothing is traced.
    static let off = WorkTraces(nil)

    /// Whether anything may be traced.
    var isOn: Bool { self.tracer != nil }

    /// The time, for a span that may be started later; `nil` if none will be.
    var now: DefaultTracerClock.Timestamp? { self.tracer == nil ? nil : DefaultTracerClock.now }

    /// Begins the span of a delivery.
    ///
    /// - Parameter began: When its first stage began; `nil`: nothing is traced.
    /// - Returns: What is kept of it, and the trace context that all that it brings about is to carry on.
    func begin(_ delivery: Delivery, at began: DefaultTracerClock.Timestamp?) -> (DeliveryTrace?, traceparent: String?)
    {
        let incoming = delivery.properties[header: TraceContext.header]?.text
        guard let tracer, let began else { return (nil, incoming) }
        let isKnown = incoming.flatMap { TraceContext($0) } != nil
        if !isKnown, delivery.queue == Names.reviews { return (DeliveryTrace(began: began, span: nil), nil) }
        let span = self.start(tracer, delivery, headers: delivery.properties.headers, at: began)
        // Of a trace that others don't keep the context is passed on as it came.
        if isKnown, !span.isRecording { return (nil, incoming) }
        var headers: [Header] = []
        tracer.inject(span.context, into: &headers, using: Self.carrier)
        let own = Self.carrier.extract(key: TraceContext.header, from: headers)
        return (span.isRecording ? DeliveryTrace(began: began, span: span) : nil, own)
    }

    /// The span of a delivery, begun now if it was not clear before where it belongs; `nil` if it isn't kept.
    ///
    /// - Parameter item: What became of it.
    func span(of work: Work, _ item: SettledItem?) -> (any Tracing.Span)? {
        guard let tracer, let trace = work.arrival.trace else { return nil }
        if let span = trace.span { return span }
        let headers = item?.traceparent.map { [Header(TraceContext.header, .text($0))] } ?? []
        let span = self.start(tracer, work.arrival.delivery, headers: headers, at: trace.began)
        return span.isRecording ? span : nil
    }

    /// Runs a pure stage and notes in each trace how long that took.
    func stage(_ name: String, _ works: [Work], _ step: ([Work]) async -> [Work]) async -> [Work] {
        guard let began = self.now else { return await step(works) }
        let after = await step(works)
        let ended = DefaultTracerClock.now
        for work in works where !work.isReady { self.note(name, in: work.arrival.trace?.span, from: began, to: ended) }
        return after
    }

    /// Notes in a trace how long a stage took.
    func note(
        _ name: String,
        in parent: (any Tracing.Span)?,
        from began: DefaultTracerClock.Timestamp,
        to ended: DefaultTracerClock.Timestamp = DefaultTracerClock.now,
        batch: Int? = nil
    ) {
        guard let tracer, let parent else { return }
        let span = tracer.startSpan(name, context: parent.context, ofKind: .internal, at: began)
        if let batch { span.updateAttributes { $0["rebated.batch"] = batch } }
        span.end(at: ended)
    }

    /// Begins the span of a message to publish, and has the message carry it on.
    ///
    /// - Parameter parent: `nil` for what the outbox holds: then the span continues the trace that the message names.
    func sending(_ outgoing: Parcel.Outgoing, under parent: (any Tracing.Span)?) -> Parcel.Outgoing {
        guard let tracer else { return outgoing }
        var context = parent?.context ?? .topLevel
        if parent == nil {
            guard outgoing.message.properties[header: TraceContext.header] != nil else { return outgoing }
            tracer.extract(outgoing.message.properties.headers, into: &context, using: Self.carrier)
        }
        let message = outgoing.message
        let span = tracer.startSpan("send \(message.exchange)", context: context, ofKind: .producer)
        guard span.isRecording else { return outgoing }
        span.updateAttributes { attributes in
            attributes.describe(operation: "send", "publish", destination: message.exchange)
            attributes["messaging.message.id"] = outgoing.event
            attributes["cloudevents.event_type"] = message.properties.type
        }
        var headers = message.properties.headers
        tracer.inject(span.context, into: &headers, using: Self.carrier)
        var sent = outgoing
        sent.message = message.with(headers: headers)
        sent.span = span
        return sent
    }

    /// Links a span to the trace that a `traceparent` names.
    func link(_ span: any Tracing.Span, to traceparent: String) {
        guard let tracer else { return }
        var context = InstrumentationContext.topLevel
        tracer.extract([Header(TraceContext.header, .text(traceparent))], into: &context, using: Self.carrier)
        span.addLink(SpanLink(context: context, attributes: [:]))
    }

    private func start(
        _ tracer: any Tracer,
        _ delivery: Delivery,
        headers: [Header],
        at began: DefaultTracerClock.Timestamp
    ) -> any Tracing.Span {
        var context = InstrumentationContext.topLevel
        tracer.extract(headers, into: &context, using: Self.carrier)
        let span = tracer.startSpan("process \(delivery.queue)", context: context, ofKind: .consumer, at: began)
        guard span.isRecording else { return span }
        span.updateAttributes { attributes in
            attributes.describe(operation: "process", "consume", destination: delivery.queue)
            if let id = delivery.properties.messageID, SafeText.isMessageID(id) {
                attributes["messaging.message.id"] = id
            }
            attributes["messaging.rabbitmq.message.delivery_tag"] = Int64(clamping: delivery.receipt.tag)
            if let count = delivery.deliveryCount, count > 0 { attributes["rebated.redeliveries"] = count }
        }
        return span
    }
}

extension SpanAttributes {
    /// What every span about a message of the broker tells.
    ///
    /// Routing keys are left out: who sends chooses them, and they hold names of users.
    fileprivate mutating func describe(operation type: String, _ name: String, destination: String) {
        self["messaging.system"] = "rabbitmq"
        self["messaging.operation.type"] = type
        self["messaging.operation.name"] = name
        self["messaging.destination.name"] = destination
    }
}
