/// A moment after which is not waited any longer; clock changes don't move it.
struct Deadline {
    private let moment: ContinuousClock.Instant

    init(within duration: Duration) {
        self.moment = ContinuousClock.now + duration
    }

    /// Whole milliseconds that are left, at least 1 until it has passed; 0 from then on.
    var milliseconds: Int32 {
        let left = self.moment - ContinuousClock.now
        guard left > .zero else { return 0 }
        let (seconds, attoseconds) = left.components
        return Int32(clamping: seconds * 1_000 + attoseconds / 1_000_000_000_000_000 + 1)
    }
}
