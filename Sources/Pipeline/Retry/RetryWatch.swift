internal import Logging
internal import Synchronization

/// Finds out whether the retry queues let go of what they hold: their delay is a policy, which can't be seen over AMQP.
///
/// A queue without it keeps what it gets, also when the policy is set later. So the first message that a process sends
/// into a queue is a copy, and the delivery stays in hand until something came back or the queue is emptier. A queue of
/// which that is not seen is not used for a while, and that is told.
final class RetryWatch: Sendable {
    /// How many messages a queue has; `nil` if the broker can't be asked.
    typealias Count = @Sendable (_ queue: String) async -> Int?

    private let count: Count
    private let patience: Duration
    private let logger: Logger
    private let state: Mutex<State>

    private struct State {
        /// Who waits for the verdict on a queue that is being watched.
        var watched: [String: [CheckedContinuation<Bool, Never>]] = [:]
        /// Queues that have let go of something, or whose policy was seen.
        var proven: Set<String>
        var returns: [String: ContinuousClock.Instant] = [:]
        /// Until when a queue is not used.
        var stuck: [String: ContinuousClock.Instant] = [:]
    }

    /// - Parameters:
    ///   - proven: Queues whose policy was seen.
    ///   - patience: How much longer than its delay a queue may hold a message.
    init(proven: Set<String> = [], count: @escaping Count, patience: Duration = .seconds(5), logger: Logger) {
        self.state = Mutex(State(proven: proven))
        self.count = count
        self.patience = patience
        self.logger = logger
    }

    /// Whether a queue is known to let go of nothing.
    func isStuck(_ queue: String) -> Bool {
        self.state.withLock { state in
            guard let until = state.stuck[queue] else { return false }
            if until > .now { return true }
            state.stuck[queue] = nil
            return false
        }
    }

    /// Whether a queue has shown that it lets go of what it gets.
    func isProven(_ queue: String) -> Bool {
        self.state.withLock { $0.proven.contains(queue) }
    }

    /// A message came back.
    func cameBack(_ step: RetryLadder.Step) {
        let waiting = self.state.withLock { state in
            state.returns[step.exchange] = .now
            state.stuck[step.exchange] = nil
            state.proven.insert(step.exchange)
            defer { if state.watched[step.exchange] != nil { state.watched[step.exchange] = [] } }
            return state.watched[step.exchange] ?? []
        }
        for continuation in waiting { continuation.resume(returning: true) }
    }

    /// A message is in the queue; looks later whether it is still there.
    func sent(_ step: RetryLadder.Step) {
        let isNew = self.state.withLock { state in
            guard state.watched[step.exchange] == nil else { return false }
            state.watched[step.exchange] = []
            return true
        }
        guard isNew else { return }
        Task {
            let letsGo = await self.watch(step)
            let waiting = self.state.withLock { state in
                if letsGo { state.proven.insert(step.exchange) }
                return state.watched.removeValue(forKey: step.exchange) ?? []
            }
            for continuation in waiting { continuation.resume(returning: letsGo) }
        }
    }

    /// Waits until a message that is in the queue has had the time to come back.
    ///
    /// - Returns: Whether the queue lets go of what it gets.
    func verdict(_ step: RetryLadder.Step) async -> Bool {
        // What was sent may have come back before anybody asked.
        if self.isProven(step.exchange) { return true }
        return await withCheckedContinuation { continuation in
            self.sent(step)
            let isOver = self.state.withLock { state in
                state.watched[step.exchange]?.append(continuation) == nil
            }
            if isOver { continuation.resume(returning: self.isProven(step.exchange)) }
        }
    }

    private func watch(_ step: RetryLadder.Step) async -> Bool {
        let start = ContinuousClock.now
        let before = await self.count(step.exchange)
        guard (try? await Task.sleep(for: step.delay + max(self.patience, step.delay * 0.1))) != nil else {
            return false
        }
        let after = await self.count(step.exchange)
        let letsGo = self.state.withLock { state in
            if let last = state.returns[step.exchange], last > start { return true }
            guard let before, let after else { return false }
            return after == 0 || after < before
        }
        guard !letsGo else { return true }
        guard let after, before != nil else { return false }
        self.state.withLock { state in
            state.stuck[step.exchange] = .now + .seconds(600)
            state.proven.remove(step.exchange)
        }
        self.logger.error(
            """
            queue \(step.exchange) holds \(after) messages and lets none go: has it no policy with message-ttl and \
            dead-letter-exchange? import what `rebated topology definitions` prints, and purge it: what the worker puts \
            into a queue that it doesn't know are copies. Meanwhile messages that are to be tried again wait in the worker
            """
        )
        return false
    }
}
