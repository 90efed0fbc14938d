internal import AMQP

/// Cuts what the broker sent into small numbered batches for the stages.
struct Arrivals: Sendable {
    /// A batch on its way through the stages.
    struct Batch: Sendable {
        /// Its place in the order of arrival.
        let number: UInt64
        /// In order of arrival; one only if `alone`.
        let deliveries: [Delivery]
        /// Whether its one delivery failed before and must not take others down with it.
        let alone: Bool
    }

    /// Deliveries in a batch, at most: large enough to make hand-over cheap, small enough to keep every stage busy.
    let size: Int
    /// A delivery that failed more often than this travels alone.
    let carefulAfter: Int
    private var number: UInt64 = 0

    init(size: Int = 64, carefulAfter: Int = 2) {
        self.size = size
        self.carefulAfter = carefulAfter
    }

    /// Cuts deliveries into batches, keeping their order.
    mutating func cut(_ deliveries: [Delivery]) -> [Batch] {
        var batches: [Batch] = []
        var current: [Delivery] = []
        for delivery in deliveries {
            let alone = (delivery.deliveryCount ?? 0) > self.carefulAfter
            if alone || current.count == self.size { self.close(&current, into: &batches) }
            current.append(delivery)
            if alone { self.close(&current, into: &batches, alone: true) }
        }
        self.close(&current, into: &batches)
        return batches
    }

    private mutating func close(_ current: inout [Delivery], into batches: inout [Batch], alone: Bool = false) {
        guard !current.isEmpty else { return }
        batches.append(Batch(number: self.number, deliveries: current, alone: alone))
        self.number += 1
        current = []
    }
}
