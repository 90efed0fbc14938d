import AMQP
import Synchronization
import Testing

/// Keeps what happened to a connection, and lets a test wait for it.
final class EventLog: Sendable {
    private struct Waiter {
        var id: UInt64
        var matches: @Sendable (LinkEvent) -> Bool
        var done: CheckedContinuation<LinkEvent, Never>
    }

    private struct State {
        var events: [LinkEvent] = []
        var waiters: [Waiter] = []
        var lastWaiter: UInt64 = 0
    }

    private let state = Mutex(State())

    var handler: @Sendable (LinkEvent) -> Void {
        { event in self.add(event) }
    }

    /// Everything so far.
    var all: [LinkEvent] { self.state.withLock { $0.events } }

    /// Waits for an event that comes from now on, or has come and was not forgotten.
    func first(_ matches: @escaping @Sendable (LinkEvent) -> Bool) async -> LinkEvent {
        let id = self.state.withLock { state in
            state.lastWaiter += 1
            return state.lastWaiter
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { done in
                let event: LinkEvent? = self.state.withLock { state in
                    if let event = state.events.first(where: matches) { return event }
                    if Task.isCancelled { return Self.inVain }
                    state.waiters.append(Waiter(id: id, matches: matches, done: done))
                    return nil
                }
                if let event { done.resume(returning: event) }
            }
        } onCancel: {
            // A time limit cancels; without this the test would wait for ever.
            let waiters = self.state.withLock { state in
                let cancelled = state.waiters.filter { $0.id == id }
                state.waiters.removeAll { $0.id == id }
                return cancelled
            }
            for waiter in waiters { waiter.done.resume(returning: Self.inVain) }
        }
    }

    private static let inVain = LinkEvent.disconnected(AMQPError(.timedOut, "the test waited in vain"), retryIn: nil)

    /// Forgets what has come.
    func forget() { self.state.withLock { $0.events = [] } }

    private func add(_ event: LinkEvent) {
        let done = self.state.withLock { state in
            state.events.append(event)
            let done = state.waiters.filter { $0.matches(event) }
            state.waiters.removeAll { $0.matches(event) }
            return done
        }
        for waiter in done { waiter.done.resume(returning: event) }
    }
}

extension LinkEvent {
    var isConsuming: Bool { if case .consuming = self { true } else { false } }
    var isConnected: Bool { if case .connected = self { true } else { false } }
    var isBlocked: Bool { if case .blocked = self { true } else { false } }
    /// Why there is no connection.
    var loss: AMQPError? { if case .disconnected(let error, _) = self { error } else { nil } }
    /// Why a subscription could not be made.
    var failure: AMQPError? { if case .subscriptionFailed(_, let error, _) = self { error } else { nil } }
}
