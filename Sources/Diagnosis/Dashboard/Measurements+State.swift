internal import Ledger

// What several sources tell of the same thing, in one place.
extension Measurements {
    /// How the outbox is.
    public struct Outbox: Sendable, Equatable {
        /// Events that wait to be published.
        public var pending = 0.0
        /// Events that no queue took.
        public var returned = 0.0
        /// The age of the oldest that waits, in seconds; `nil` if none waits.
        public var oldest: Double?
        /// Whether anybody told.
        public var isKnown = false
    }

    /// Queues with their counts: as the broker was asked, else as the workers asked it.
    public var queues: [QueueFacts] {
        if let asked = self.latest?.queues, !asked.isEmpty { return asked }
        return self.values(of: "queue", in: "rebated_queue_messages")
            .compactMap { queue in
                guard let ready = self.largest("rebated_queue_messages", where: ["queue": queue]) else { return nil }
                let consumers = self.largest("rebated_queue_consumers", where: ["queue": queue])
                return QueueFacts(queue, ready: Self.whole(ready), consumers: Self.whole(consumers))
            }
    }

    /// Queues that workers tried to count and could not.
    var uncountedQueues: [String] {
        self.values(of: "queue", in: "rebated_queue_messages")
            .filter { self.largest("rebated_queue_messages", where: ["queue": $0]) == nil }
    }

    /// The outbox: as the ledger was asked, else as the workers tell.
    public var outbox: Outbox {
        var outbox = Outbox()
        if let counts = self.latest?.ledger {
            outbox.isKnown = true
            outbox.pending = Double(counts.pendingEvents)
            outbox.returned = Double(counts.returnedEvents)
        }
        if let pending = self.largest("rebated_outbox_events", where: ["state": "pending"]) {
            if !outbox.isKnown { outbox.pending = pending }
            if !outbox.isKnown {
                outbox.returned = self.largest("rebated_outbox_events", where: ["state": "returned"]) ?? 0
            }
            outbox.isKnown = true
        }
        if let age = self.largest("rebated_outbox_oldest_age_seconds"), age > 0, outbox.pending > 0 {
            outbox.oldest = age
        }
        return outbox
    }

    /// Programs with a budget: as the workers tell, else as the ledger has them.
    public var budgets: [Reading.Budget] {
        let told = self.values(of: "program", in: "rebated_budget_dollars")
        guard !told.isEmpty else { return self.latest?.budgets ?? [] }
        return told.map { program in
            Reading.Budget(
                program,
                dollars: self.largest("rebated_budget_dollars", where: ["program": program]),
                used: self.largest("rebated_budget_used_dollars", where: ["program": program])
            )
        }
    }

    /// Every program that anything is told of.
    public var programs: [String] {
        let names = [
            "rebated_applications_total", "rebated_reviews_total", "rebated_open_tasks",
            "rebated_waitlisted_applications", "rebated_budget_dollars",
        ]
        return Set(names.flatMap { self.values(of: "program", in: $0) }).sorted()
    }

    private static func whole(_ value: Double?) -> Int { Int(exactly: (value ?? 0).rounded()) ?? 0 }
}
