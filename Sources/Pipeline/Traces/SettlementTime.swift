internal import Tracing

/// When a batch was settled: the same for every trace that has a part in it.
struct SettlementTime: Sendable {
    /// Before the first attempt.
    let began: DefaultTracerClock.Timestamp
    /// After the commit.
    let ended: DefaultTracerClock.Timestamp
    /// How many deliveries were settled together.
    let batch: Int
}
