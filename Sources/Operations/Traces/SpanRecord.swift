internal import Messages
internal import Tracing

/// A span that has ended, as it is exported.
struct SpanRecord: Sendable {
    /// Its trace and its own id.
    let context: TraceContext
    /// The id of the span that it is a part of; `nil` for the first of a trace.
    let parent: UInt64?
    var name: String
    let kind: SpanKind
    /// Nanoseconds since 1970.
    let start: UInt64
    /// Nanoseconds since 1970, not before ``start``.
    var end: UInt64
    var attributes: SpanAttributes = [:]
    var events: [SpanEvent] = []
    var links: [TraceContext] = []
    var status: SpanStatus?

    init(context: TraceContext, parent: UInt64?, name: String, kind: SpanKind, start: UInt64) {
        self.context = context
        self.parent = parent
        self.name = name
        self.kind = kind
        self.start = start
        self.end = start
    }
}
