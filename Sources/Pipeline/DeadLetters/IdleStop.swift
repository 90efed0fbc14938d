internal import Synchronization

/// Ends something that has been idle for a while.
///
/// A broker never says that a queue is empty: that nothing came for a while is all there is to go by.
final class IdleStop: Sendable {
    private struct State {
        var task: Task<Void, Never>?
        var action: @Sendable () -> Void = {}
    }

    private let state = Mutex(State())

    /// Sets what is done in the end.
    func onStop(_ action: @escaping @Sendable () -> Void) {
        self.state.withLock { $0.action = action }
    }

    /// From now on it is idle: it is ended after `time`, unless something happens before.
    func arm(after time: Duration) {
        self.state.withLock { state in
            state.task?.cancel()
            state.task = Task {
                guard (try? await Task.sleep(for: time)) != nil else { return }
                self.state.withLock { $0.action }()
            }
        }
    }

    /// It is not idle any more.
    func disarm() {
        self.state.withLock { state in
            state.task?.cancel()
            state.task = nil
        }
    }
}
