/// Keeps a fault that lasts from filling the log: the same words count as news once in a while.
struct RepeatedText: Sendable {
    private var told: [String: ContinuousClock.Instant] = [:]
    private let interval: Duration
    private let capacity = 100

    init(interval: Duration = .seconds(30)) {
        self.interval = interval
    }

    /// Whether the text was not told within the interval.
    mutating func isNews(_ text: String, at now: ContinuousClock.Instant) -> Bool {
        if let last = self.told[text], last.duration(to: now) < self.interval { return false }
        if self.told.count >= self.capacity { self.told.removeAll() }
        self.told[text] = now
        return true
    }
}
