internal import AMQP
internal import Synchronization

/// Cuts what the broker sent into small batches for the stages, and numbers them.
struct Arrivals: Sendable {
    /// A batch on its way through the stages.
    struct Batch: Sendable {
        /// Its place in the order in which batches are settled.
        let number: UInt64
        /// In order of arrival.
        let deliveries: [Delivery]
        /// What is known of each delivery if they may be what kills workers; empty for a batch of others.
        let cares: [Care]
        /// When they came in.
        var arrivedAt = ContinuousClock.now

        /// Whether its one delivery must not share a transaction: it may be what a worker has died of before.
        var isAlone: Bool { self.cares.count == 1 }
    }

    /// What is known of a delivery that may kill workers.
    struct Care: Sendable, Equatable {
        /// Under which the ledger has noted that it is tried; `nil` if it isn't tried any more.
        let fingerprint: [UInt8]?
        /// Why it isn't tried any more.
        let verdict: SetAsideReason?
    }

    /// Deliveries that travel together, or one that failed before.
    enum Part: Sendable {
        case ordinary([Delivery])
        case careful(Delivery)
    }

    /// Deliveries in a batch, at most: large enough to make hand-over cheap, small enough to keep every stage busy.
    let size: Int
    /// A delivery that failed more often than this travels alone.
    let carefulAfter: Int

    init(size: Int = 64, carefulAfter: Int = 2) {
        self.size = size
        self.carefulAfter = carefulAfter
    }

    /// Cuts deliveries into parts, keeping their order.
    func cut(_ deliveries: [Delivery]) -> [Part] {
        var parts: [Part] = []
        var current: [Delivery] = []
        for delivery in deliveries {
            if self.isSuspect(delivery) {
                parts.append(.careful(delivery))
                continue
            }
            current.append(delivery)
            guard current.count == self.size else { continue }
            parts.append(.ordinary(current))
            current = []
        }
        if !current.isEmpty { parts.append(.ordinary(current)) }
        return parts
    }

    /// Whether a delivery failed so often that it may be the reason.
    ///
    /// A queue that doesn't count tells at least that it was handed out before.
    private func isSuspect(_ delivery: Delivery) -> Bool {
        guard let count = delivery.deliveryCount else { return delivery.redelivered }
        return count > self.carefulAfter
    }
}

/// Numbers batches in the order in which they enter the stages.
final class BatchNumbers: Sendable {
    private let next = Atomic<UInt64>(0)

    /// The next number, from 0 without gaps.
    func take() -> UInt64 { self.next.wrappingAdd(1, ordering: .relaxed).oldValue }
}
