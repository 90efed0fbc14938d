internal import Synchronization

/// Acks and rejections on their way to the connection's thread, which their senders don't visit: see `PublishRequests`.
final class AckRequests: Sendable {
    struct Requests: Sendable {
        var acks: [Receipt] = []
        var rejections: [(receipt: Receipt, requeue: Bool)] = []
        var droppedBodies: [Receipt] = []

        var isEmpty: Bool { self.acks.isEmpty && self.rejections.isEmpty && self.droppedBodies.isEmpty }
    }

    private let waiting = Mutex(Requests())

    /// Hands something in.
    ///
    /// - Returns: Whether the thread has to be woken; it has been already if others wait.
    func add(_ change: (inout Requests) -> Void) -> Bool {
        self.waiting.withLock { waiting in
            let wasEmpty = waiting.isEmpty
            change(&waiting)
            return wasEmpty
        }
    }

    /// Takes all that waits.
    func take() -> Requests {
        self.waiting.withLock { waiting in
            var taken = Requests()
            swap(&taken, &waiting)
            return taken
        }
    }
}
