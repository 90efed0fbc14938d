internal import AMQP

/// What the broker answered for and the ledger does not know yet; written down with the next transaction.
struct Marks: Sendable, Equatable {
    /// Events that every queue has.
    var published: [String] = []
    /// Events that no queue took, with the reason.
    var returned: [Returned] = []
    /// Messages of which the ledger noted that they were tried, and that end, by their fingerprints.
    var fingerprints: [[UInt8]] = []
    /// Deliveries that end once these marks are committed.
    var receipts: [Receipt] = []
    /// When those deliveries came, where that is known.
    var timings: [DeliveryTiming] = []
    /// Deliveries of which a copy is in a retry queue that has yet to show that it lets go; nothing for the ledger.
    var onTrial: [Receipt] = []
    /// Deliveries that were to go to a retry queue which did not take them; nothing for the ledger.
    var unsent: [Receipt] = []

    /// An event that no queue took.
    struct Returned: Sendable, Equatable {
        /// The event's id.
        let id: String
        /// The broker's words.
        let reason: String
    }

    /// Whether there is nothing to write into the ledger.
    var isEmpty: Bool { self.published.isEmpty && self.returned.isEmpty && self.fingerprints.isEmpty }

    /// Adds later marks.
    mutating func add(_ other: Marks) {
        self.published += other.published
        self.returned += other.returned
        self.fingerprints += other.fingerprints
        self.receipts += other.receipts
        self.timings += other.timings
    }
}
