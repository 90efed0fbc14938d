/// When to cancel a subscription so that nothing is under way to it.
///
/// What a quorum queue sends to a consumer while that is being cancelled is taken back by the broker and handed out again,
/// marked as redelivered. So a subscription is cancelled when its prefetch is used up, as the queue then sends nothing, or
/// when nothing has come for a moment. Acks are held back meanwhile, or they would let new deliveries go.
///
/// Source: RabbitMQ's `rabbit_fifo_client`, `handle_delivery` for a tag that is no consumer's any more.
struct QuietMoment {
    typealias Instant = ContinuousClock.Instant

    /// How long nothing has to come.
    static let pause = Duration.milliseconds(20)
    /// How long such a moment is waited for.
    static let patience = Duration.seconds(2)

    private let deadline: Instant
    private var last: Instant

    /// Waits from now on.
    init(now: Instant) {
        self.deadline = now + Self.patience
        self.last = now
    }

    /// A delivery came.
    mutating func delivered(at now: Instant) { self.last = now }

    /// When to look again.
    var nextLook: Instant { min(self.deadline, self.last + Self.pause) }

    /// Whether to cancel now.
    ///
    /// - Parameters:
    ///   - now: The present time.
    ///   - isFull: Whether the prefetch is used up.
    func isHere(at now: Instant, isFull: Bool) -> Bool { isFull || now >= self.nextLook }
}
