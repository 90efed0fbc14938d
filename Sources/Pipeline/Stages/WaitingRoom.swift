internal import AMQP
internal import Synchronization

/// Deliveries before the gate, and those that have gone through it and not ended.
///
/// What waits is bounded by the prefetch, since all of it is unacknowledged.
final class WaitingRoom: Sendable {
    private struct State {
        var waiting: [Delivery] = []
        /// Those before this place are taken.
        var head = 0
        var inHand: Set<Receipt> = []
        /// The channel that each queue's deliveries come on at present.
        var epochs: [String: UInt64] = [:]
        /// The channel that the last delivery came on; no two queues share one.
        var epoch: UInt64 = 0
        var isFinished = false
    }

    private let state = Mutex(State())
    private let doorbell: AsyncStream<Void>.Continuation
    private let rings: AsyncStream<Void>

    init() {
        (self.rings, self.doorbell) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Takes note of what arrives, the harmless too: what came on an earlier channel of the same queue is outdated.
    func saw(_ deliveries: [Delivery]) {
        self.state.withLock { state in
            for delivery in deliveries where delivery.receipt.epoch != state.epoch {
                state.epoch = delivery.receipt.epoch
                state.epochs[delivery.queue] = max(state.epochs[delivery.queue] ?? 0, delivery.receipt.epoch)
            }
        }
    }

    func add(_ delivery: Delivery) {
        self.state.withLock { $0.waiting.append(delivery) }
        self.doorbell.yield()
    }

    func finish() {
        self.state.withLock { $0.isFinished = true }
        self.doorbell.yield()
    }

    func entered(_ receipts: [Receipt]) {
        self.state.withLock { $0.inHand.formUnion(receipts) }
    }

    func left(_ receipts: [Receipt]) {
        let isEmpty = self.state.withLock { state in
            guard !state.inHand.isEmpty else { return false }
            state.inHand.subtract(receipts)
            return state.inHand.isEmpty
        }
        if isEmpty { self.doorbell.yield() }
    }

    /// Waits until all that went in has left.
    ///
    /// - Returns: `false` if cancelled.
    func becomesEmpty() async -> Bool {
        while !Task.isCancelled {
            if self.state.withLock({ $0.inHand.isEmpty }) { return true }
            await self.ring()
        }
        return false
    }

    /// The delivery that comes next.
    ///
    /// - Parameter isPatient: Whether to wait for one.
    /// - Returns: `nil` if there is none, after the last, or if cancelled.
    func next(waiting isPatient: Bool) async -> Delivery? {
        while !Task.isCancelled {
            let (delivery, isFinished) = self.state.withLock { state in (Self.take(&state), state.isFinished) }
            if let delivery { return delivery }
            if isFinished || !isPatient { return nil }
            await self.ring()
        }
        return nil
    }

    private static func take(_ state: inout State) -> Delivery? {
        while state.head < state.waiting.count {
            let delivery = state.waiting[state.head]
            state.head += 1
            if state.head * 2 >= state.waiting.count {
                state.waiting.removeFirst(state.head)
                state.head = 0
            }
            // Of what came on a channel that is gone the broker hands out another copy.
            if (state.epochs[delivery.queue] ?? 0) <= delivery.receipt.epoch { return delivery }
        }
        return nil
    }

    private func ring() async {
        var rings = self.rings.makeAsyncIterator()
        _ = await rings.next()
    }
}
