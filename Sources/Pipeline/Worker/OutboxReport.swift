internal import Ledger

/// Says how full the outbox is, when that is news: by orders of magnitude.
struct OutboxReport: Sendable {
    private var told: [Int]?
    private var next: ContinuousClock.Instant?
    private let interval: Duration

    init(interval: Duration = .seconds(30)) { self.interval = interval }

    /// Whether it is time to count: that takes a while in a large ledger.
    mutating func isDue(at now: ContinuousClock.Instant) -> Bool {
        if let next, now < next { return false }
        self.next = now + self.interval
        return true
    }

    /// What there is to say, the first time and when a count has another number of digits.
    mutating func news(_ counts: LedgerFigures) -> String? {
        let classes = [counts.pendingEvents, counts.returnedEvents].map { $0 == 0 ? 0 : String($0).count }
        defer { self.told = classes }
        guard self.told != classes else { return nil }
        if counts.returnedEvents == 0 { return "outbox: \(counts.pendingEvents) events wait to be published" }
        return
            "outbox: \(counts.pendingEvents) events wait to be published, and \(counts.returnedEvents) that no queue "
            + "took wait until one is there; `rebated outbox list` shows them"
    }
}
