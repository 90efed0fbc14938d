internal import Messages
internal import Tracing

/// What a context tells of a trace.
private enum TraceContextKey: InstrumentationContextKey {
    typealias Value = TraceContext
}

/// What vendors of tracing have added, passed on as it came.
private enum TraceStateKey: InstrumentationContextKey {
    typealias Value = String
}

extension InstrumentationContext {
    /// The span that work is done for; `nil` outside of any trace.
    var traceContext: TraceContext? {
        get { self[TraceContextKey.self] }
        set { self[TraceContextKey.self] = newValue }
    }

    /// The `tracestate` that came with it.
    var traceState: String? {
        get { self[TraceStateKey.self] }
        set { self[TraceStateKey.self] = newValue }
    }
}
