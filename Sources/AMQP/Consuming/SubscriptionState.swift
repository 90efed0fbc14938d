/// One subscription on its channel, from opening the channel to the end: no I/O, no clock.
///
/// Every way in which it can end, other than a wish of ours, leads to a retry.
struct SubscriptionState {
    typealias Instant = ContinuousClock.Instant

    /// What to send, or to tell.
    enum Action: Equatable {
        case openChannel
        case setPrefetch
        case consume
        case cancel(consumerTag: String)
        case answerChannelClose
        /// Deliveries can come.
        case tellConsuming
        /// The broker ended the subscription; its channel lives.
        case tellCancelled
        /// Call ``waited()`` after this time.
        case retry(after: Duration, CloseReason?)
        /// No delivery will come any more.
        case ended
    }

    private enum State: Equatable {
        /// No connection. → opening, ended
        case down
        /// → settingPrefetch, waiting, ended
        case opening
        /// → asking, waiting, ended
        case settingPrefetch
        /// → consuming, waiting, cancelling
        case asking
        /// → cancelling, waiting
        case consuming(consumerTag: String, since: Instant)
        /// → opening or asking, ended
        case waiting(channelIsOpen: Bool)
        /// → ended
        case cancelling
        case ended
    }

    private let backoff: Backoff
    private var state = State.down
    private var isStopping = false
    private var failures = 0

    init(backoff: Backoff) {
        self.backoff = backoff
    }

    /// Whether no delivery will come any more.
    var hasEnded: Bool { self.state == .ended }

    /// Whether deliveries come.
    var isConsuming: Bool { if case .consuming = self.state { true } else { false } }

    /// Whether the broker owes an answer.
    var awaitsAnswer: Bool {
        switch self.state {
        case .opening, .settingPrefetch, .asking, .cancelling: true
        case .down, .consuming, .waiting, .ended: false
        }
    }

    mutating func connected() -> [Action] {
        guard self.state == .down else { return [] }
        self.state = .opening
        return [.openChannel]
    }

    mutating func connectionLost() -> [Action] {
        if self.state == .ended { return [] }
        if self.isStopping { return self.end() }
        self.state = .down
        return []
    }

    /// A method of this channel, other than a delivery.
    ///
    /// - Parameters:
    ///   - method: What the broker said.
    ///   - now: The present time.
    ///   - jitter: A random number from 0 to 1.
    mutating func received(_ method: InboundMethod, at now: Instant, jitter: Double) -> [Action] {
        switch (self.state, method) {
        case (.opening, .channelOpenOk):
            if self.isStopping { return self.end() }
            self.state = .settingPrefetch
            return [.setPrefetch]
        case (.settingPrefetch, .qosOk):
            if self.isStopping { return self.end() }
            self.state = .asking
            return [.consume]
        case (.asking, .consumeOk(let consumerTag)):
            if self.isStopping {
                self.state = .cancelling
                return [.cancel(consumerTag: consumerTag)]
            }
            self.state = .consuming(consumerTag: consumerTag, since: now)
            return [.tellConsuming]
        case (.consuming, .cancel), (.asking, .cancel):
            return [.tellCancelled, self.retry(at: now, jitter: jitter, nil, channelIsOpen: true)]
        case (.cancelling, .cancelOk), (.cancelling, .cancel):
            return self.end()
        case (_, .channelClose(let reason)):
            if self.state == .ended { return [.answerChannelClose] }
            if self.isStopping { return [.answerChannelClose] + self.end() }
            return [.answerChannelClose, self.retry(at: now, jitter: jitter, reason, channelIsOpen: false)]
        default:
            // An answer that came after its question had lost its meaning.
            return []
        }
    }

    /// The time of a ``Action/retry(after:_:)`` is over.
    mutating func waited() -> [Action] {
        guard case .waiting(let channelIsOpen) = self.state else { return [] }
        self.state = channelIsOpen ? .asking : .opening
        return [channelIsOpen ? .consume : .openChannel]
    }

    /// No further deliveries are wanted.
    mutating func stop() -> [Action] {
        guard !self.isStopping else { return [] }
        self.isStopping = true
        switch self.state {
        case .consuming(let consumerTag, _):
            self.state = .cancelling
            return [.cancel(consumerTag: consumerTag)]
        case .asking, .cancelling, .ended:
            return []
        case .down, .opening, .settingPrefetch, .waiting:
            return self.end()
        }
    }

    private mutating func end() -> [Action] {
        self.state = .ended
        return [.ended]
    }

    private mutating func retry(
        at now: Instant,
        jitter: Double,
        _ reason: CloseReason?,
        channelIsOpen: Bool
    ) -> Action {
        if case .consuming(_, let since) = self.state, since.duration(to: now) >= self.backoff.stableAfter {
            self.failures = 0
        }
        self.failures += 1
        self.state = .waiting(channelIsOpen: channelIsOpen)
        return .retry(after: self.backoff.delay(afterFailures: self.failures, jitter: jitter), reason)
    }
}
