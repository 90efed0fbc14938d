internal import Logging
internal import Synchronization

/// Finds out whether the retry queues let go of what they hold: their delay is a policy, which can't be seen over AMQP.
///
/// A queue without it keeps what it gets. After a message was sent there, and had the time to come back, none has come
/// back, and the queue is no emptier: then it is not used for a while, and that is told.
final class RetryWatch: Sendable {
    /// How many messages a queue has; `nil` if the broker can't be asked.
    typealias Count = @Sendable (_ queue: String) async -> Int?

    private let count: Count
    private let patience: Duration
    private let logger: Logger
    private let state = Mutex(State())

    private struct State {
        var watched: Set<String> = []
        var returns: [String: ContinuousClock.Instant] = [:]
        /// Until when a queue is not used.
        var stuck: [String: ContinuousClock.Instant] = [:]
    }

    /// - Parameter patience: How much longer than its delay a queue may hold a message.
    init(count: @escaping Count, patience: Duration = .seconds(5), logger: Logger) {
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

    /// A message came back.
    func cameBack(_ step: RetryLadder.Step) {
        self.state.withLock { state in
            state.returns[step.exchange] = .now
            state.stuck[step.exchange] = nil
        }
    }

    /// A message is in the queue; looks later whether it is still there, unless somebody looks already.
    func sent(_ step: RetryLadder.Step) {
        guard self.state.withLock({ $0.watched.insert(step.exchange).inserted }) else { return }
        Task {
            await self.watch(step)
            _ = self.state.withLock { $0.watched.remove(step.exchange) }
        }
    }

    private func watch(_ step: RetryLadder.Step) async {
        let start = ContinuousClock.now
        guard let before = await self.count(step.exchange), before > 0,
            (try? await Task.sleep(for: step.delay + max(self.patience, step.delay * 0.1))) != nil,
            let after = await self.count(step.exchange), after >= before
        else { return }
        let isStuck = self.state.withLock { state in
            if let last = state.returns[step.exchange], last > start { return false }
            state.stuck[step.exchange] = .now + .seconds(600)
            return true
        }
        guard isStuck else { return }
        self.logger.error(
            """
            queue \(step.exchange) holds \(after) messages and lets none go: has it no policy with message-ttl and \
            dead-letter-exchange? they come back once it has; import what `rebated topology definitions` prints. \
            Meanwhile messages that are to be tried again wait in the worker
            """
        )
    }
}
