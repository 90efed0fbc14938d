internal import Messages
public import Tracing

/// Keeps spans for export, with W3C trace contexts in what comes in and goes out.
public struct WorkerTracer: Tracer {
    private let sampler: TraceSampler
    private let buffer: SpanBuffer

    init(_ sampler: TraceSampler, buffer: SpanBuffer) {
        self.sampler = sampler
        self.buffer = buffer
    }

    /// Starts a span; without one in the context a trace begins.
    public func startSpan<Instant: TracerInstant>(
        _ operationName: String,
        context: @autoclosure () -> InstrumentationContext,
        ofKind kind: SpanKind,
        at instant: @autoclosure () -> Instant,
        function: String,
        file fileID: String,
        line: UInt
    ) -> WorkerSpan {
        var context = context()
        let parent = context.traceContext
        let trace =
            parent?.trace ?? TraceContext.TraceID(high: .random(in: .min ... .max), low: .random(in: 1 ... .max))
        let isSampled = self.sampler.keeps(trace, parent: parent)
        // What is not kept is no step of the trace that anybody could find: its parent stands for it.
        if parent != nil, !isSampled { return WorkerSpan(context, nil) }
        let own = TraceContext(trace: trace, span: .random(in: 1 ... .max), isSampled: isSampled)
        context.traceContext = own
        guard isSampled else { return WorkerSpan(context, nil) }
        let record = SpanRecord(
            context: own,
            parent: parent?.span,
            name: operationName,
            kind: kind,
            start: instant().nanosecondsSinceEpoch
        )
        return WorkerSpan(context, WorkerSpan.Recording(record, buffer: self.buffer))
    }

    /// Exports soon what has ended; does not wait.
    public func forceFlush() { self.buffer.ring() }

    /// Reads `traceparent`, and `tracestate` where it goes with one; what is no trace context is as good as none.
    public func extract<Carrier, Extract: Extractor>(
        _ carrier: Carrier,
        into context: inout InstrumentationContext,
        using extractor: Extract
    ) where Extract.Carrier == Carrier {
        guard let parent = extractor.extract(key: TraceContext.header, from: carrier).flatMap({ TraceContext($0) })
        else {
            return
        }
        context.traceContext = parent
        context.traceState = extractor.extract(key: TraceContext.stateHeader, from: carrier)
            .flatMap { TraceContext.isState($0) ? $0 : nil }
    }

    /// Writes `traceparent`, and the `tracestate` that came in.
    public func inject<Carrier, Inject: Injector>(
        _ context: InstrumentationContext,
        into carrier: inout Carrier,
        using injector: Inject
    ) where Inject.Carrier == Carrier {
        guard let own = context.traceContext else { return }
        injector.inject(own.description, forKey: TraceContext.header, into: &carrier)
        if let state = context.traceState { injector.inject(state, forKey: TraceContext.stateHeader, into: &carrier) }
    }
}
