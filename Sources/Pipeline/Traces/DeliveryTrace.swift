internal import Tracing

/// A delivery's part in a trace that is kept.
struct DeliveryTrace: Sendable {
    /// When its first stage began.
    let began: DefaultTracerClock.Timestamp
    /// Its span; `nil` as long as it isn't known which trace it belongs to: a review that names none goes on with the trace
    /// of its application, which only the ledger knows.
    let span: (any Tracing.Span)?
}
