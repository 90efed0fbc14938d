/// The publishing channel, from opening to the end: no I/O, no clock.
struct PublishingState {
    typealias Instant = ContinuousClock.Instant

    /// What to send, or to tell.
    enum Action: Equatable {
        case openChannel
        case selectConfirms
        case answerChannelClose
        /// Messages can be written, numbered from 1.
        case tellReady
        /// Nothing that was written will be answered; call ``waited()`` after this time.
        case retry(after: Duration, CloseReason)
    }

    private enum State: Equatable {
        /// No connection. → opening
        case down
        /// → selecting, waiting
        case opening
        /// → ready, waiting
        case selecting
        /// → waiting
        case ready(since: Instant)
        /// → opening
        case waiting
    }

    private let backoff: Backoff
    private var state = State.down
    private var failures = 0

    init(backoff: Backoff) {
        self.backoff = backoff
    }

    /// Whether messages can be written.
    var isReady: Bool { if case .ready = self.state { true } else { false } }

    /// Whether the broker owes an answer.
    var awaitsAnswer: Bool { self.state == .opening || self.state == .selecting }

    mutating func connected() -> [Action] {
        self.state = .opening
        return [.openChannel]
    }

    mutating func connectionLost() {
        self.state = .down
    }

    /// A method of the channel, other than answers to messages.
    mutating func received(_ method: InboundMethod, at now: Instant, jitter: Double) -> [Action] {
        switch (self.state, method) {
        case (.opening, .channelOpenOk):
            self.state = .selecting
            return [.selectConfirms]
        case (.selecting, .confirmSelectOk):
            self.state = .ready(since: now)
            return [.tellReady]
        case (_, .channelClose(let reason)):
            if case .ready(let since) = self.state, since.duration(to: now) >= self.backoff.stableAfter {
                self.failures = 0
            }
            self.failures += 1
            self.state = .waiting
            let wait = self.backoff.delay(afterFailures: self.failures, jitter: jitter)
            return [.answerChannelClose, .retry(after: wait, reason)]
        default:
            return []
        }
    }

    /// The time of a ``Action/retry(after:_:)`` is over.
    mutating func waited() -> [Action] {
        guard self.state == .waiting else { return [] }
        return self.connected()
    }
}
