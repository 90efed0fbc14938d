/// How long to wait before an attempt is made again: doubling, with jitter, up to a maximum.
public struct Backoff: Sendable, Hashable {
    /// The first wait.
    public var initial: Duration
    /// The longest wait.
    public var maximum: Duration
    /// A connection or subscription that has held for this long starts again with the first wait.
    public var stableAfter: Duration

    /// Makes a policy.
    public init(
        initial: Duration = .milliseconds(200),
        maximum: Duration = .seconds(30),
        stableAfter: Duration = .seconds(10)
    ) {
        self.initial = initial
        self.maximum = max(initial, maximum)
        self.stableAfter = stableAfter
    }

    /// The wait after a number of failures in a row.
    ///
    /// - Parameters:
    ///   - failures: How many attempts have failed, from 1.
    ///   - jitter: A random number from 0 to 1; the wait is between half of the full time and all of it, so that many
    ///     workers don't come back in the same moment.
    public func delay(afterFailures failures: Int, jitter: Double) -> Duration {
        let doublings = min(max(failures - 1, 0), 20)
        let full = min(self.initial * (1 << doublings), self.maximum)
        return full * (0.5 + 0.5 * min(max(jitter, 0), 1))
    }
}
