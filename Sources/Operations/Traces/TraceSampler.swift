internal import Messages

/// Which traces are kept: as whoever began a trace has decided, and of those that begin here a share.
///
/// The share is taken by the trace's id, so that whoever else is asked with the same share decides the same.
/// Source: OpenTelemetry's samplers `ParentBased` and `TraceIdRatioBased`.
public struct TraceSampler: Sendable {
    /// Ids whose last 63 bits are below this are kept.
    private let bound: UInt64

    /// A sampler.
    ///
    /// - Parameter share: From 0 to 1; anything beyond is taken for the nearer of both.
    public init(share: Double) {
        self.bound = share >= 1 ? 1 << 63 : UInt64(max(0, share) * 0x1p63)
    }

    /// Whether a span is kept.
    ///
    /// - Parameters:
    ///   - parent: What caused it; `nil`: the trace begins with it.
    ///   - trace: Its trace.
    func keeps(_ trace: TraceContext.TraceID, parent: TraceContext?) -> Bool {
        parent?.isSampled ?? (trace.low & (1 << 63 - 1) < self.bound)
    }
}
