internal import Synchronization

/// Calls on their way to the connection's thread.
///
/// Callers don't visit that thread: a task that returns from another actor may go on running on that actor's thread for a
/// while (Swift 6.3 leaves out the way back when a closure is called next), and there it would hold up heartbeats.
final class PublishRequests: Sendable {
    struct Request: Sendable {
        var messages: [OutboundMessage]
        var deadline: ContinuousClock.Instant
        var caller: CheckedContinuation<[PublishOutcome], Never>
    }

    private let waiting = Mutex<[Request]>([])

    /// Hands a call in.
    ///
    /// - Returns: Whether the thread has to be woken; it has been already if others wait.
    func add(_ request: Request) -> Bool {
        self.waiting.withLock { waiting in
            waiting.append(request)
            return waiting.count == 1
        }
    }

    /// Takes all calls that wait.
    func take() -> [Request] {
        self.waiting.withLock { waiting in
            var taken: [Request] = []
            swap(&taken, &waiting)
            return taken
        }
    }
}
