internal import Synchronization

/// Deliveries between the connection's thread and the reader of ``Consumer/deliveries``.
///
/// The reader takes all that is there at once, without a visit to the connection's thread. What the reader hasn't taken
/// when its channel is lost is dropped, because the broker hands it out again: so this never holds more than the
/// prefetch, however often the connection breaks while the reader is busy.
final class DeliveryBuffer: Sendable {
    private struct State {
        var pending: [Delivery] = []
        var readers: [CheckedContinuation<[Delivery]?, Never>] = []
        var isFinished = false
    }

    private let state = Mutex(State())

    /// The buffer as a sequence of batches.
    var batches: AsyncStream<[Delivery]> {
        AsyncStream {
            await self.next()
        } onCancel: {
            self.release()
        }
    }

    /// Deliveries came in.
    func append(_ deliveries: [Delivery]) {
        let reader = self.state.withLock { state -> CheckedContinuation<[Delivery]?, Never>? in
            guard !state.isFinished else { return nil }
            if state.readers.isEmpty {
                state.pending.append(contentsOf: deliveries)
                return nil
            }
            return state.readers.removeFirst()
        }
        reader?.resume(returning: deliveries)
    }

    /// A channel is lost, and what it delivered will come again.
    func drop(epoch: UInt64) {
        self.state.withLock { $0.pending.removeAll { $0.receipt.epoch == epoch } }
    }

    /// Nothing more will come; what is there can still be taken.
    func finish() {
        self.state.withLock { $0.isFinished = true }
        self.release()
    }

    private func release() {
        let readers = self.state.withLock { state in
            defer { state.readers = [] }
            return state.readers
        }
        for reader in readers { reader.resume(returning: nil) }
    }

    private func next() async -> [Delivery]? {
        await withCheckedContinuation { reader in
            let ready: [Delivery]?? = self.state.withLock { state in
                if !state.pending.isEmpty {
                    defer { state.pending = [] }
                    return state.pending
                }
                if state.isFinished || Task.isCancelled { return .some(nil) }
                state.readers.append(reader)
                return nil
            }
            if let ready { reader.resume(returning: ready) }
        }
    }
}
