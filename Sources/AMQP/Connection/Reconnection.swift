/// When and where to connect next: no I/O, no clock, no continuation.
///
/// One pass tries every address once, in random order and without a pause; after a pass that failed, and after a
/// connection that was lost, it waits. Its random numbers come from a seed, so that tests are transcripts.
struct Reconnection {
    typealias Instant = ContinuousClock.Instant

    /// What to do now.
    enum Action: Equatable {
        /// Nothing; what is under way goes on.
        case none
        /// Connect to the address with this number.
        case connect(to: Int)
        /// Wait this long, then call ``waited()``.
        case wait(Duration)
        /// No further attempt is made.
        case giveUp
    }

    private enum State: Equatable {
        /// → attempting, stopped
        case idle
        /// → attempting (next address), connected, waiting, stopped
        case attempting
        /// → waiting, stopped
        case connected(since: Instant)
        /// → attempting, stopped
        case waiting
        case stopped
    }

    private let addresses: Int
    private let backoff: Backoff
    /// Whether it goes on after a pass that failed.
    private let isPersistent: Bool
    private var random: SplitMix
    private var state = State.idle
    private var pass: [Int] = []
    private var failures = 0

    init(addresses: Int, backoff: Backoff, isPersistent: Bool = true, seed: UInt64) {
        self.addresses = addresses
        self.backoff = backoff
        self.isPersistent = isPersistent
        self.random = SplitMix(seed: seed)
    }

    /// The first attempt is wanted.
    mutating func started() -> Action {
        guard self.state == .idle else { return .none }
        return self.nextPass()
    }

    /// Logged in.
    mutating func connected(at now: Instant) {
        guard self.state == .attempting else { return }
        self.state = .connected(since: now)
    }

    /// An attempt failed, or a connection ended.
    mutating func lost(at now: Instant) -> Action {
        switch self.state {
        case .attempting:
            if !self.pass.isEmpty { return .connect(to: self.pass.removeFirst()) }
            if !self.isPersistent { return self.stopped() }
            return self.pause()
        case .connected(let since):
            if !self.isPersistent { return self.stopped() }
            if since.duration(to: now) >= self.backoff.stableAfter { self.failures = 0 }
            return self.pause()
        case .idle, .waiting, .stopped:
            return .giveUp
        }
    }

    /// The wait is over.
    mutating func waited() -> Action {
        guard self.state == .waiting else { return .none }
        return self.nextPass()
    }

    /// Nobody wants a connection any more.
    mutating func stopped() -> Action {
        self.state = .stopped
        return .giveUp
    }

    private mutating func nextPass() -> Action {
        self.pass = Array(0..<self.addresses).shuffled(using: &self.random)
        guard !self.pass.isEmpty else { return self.stopped() }
        self.state = .attempting
        return .connect(to: self.pass.removeFirst())
    }

    private mutating func pause() -> Action {
        self.state = .waiting
        self.failures += 1
        let jitter = Double.random(in: 0...1, using: &self.random)
        return .wait(self.backoff.delay(afterFailures: self.failures, jitter: jitter))
    }
}
