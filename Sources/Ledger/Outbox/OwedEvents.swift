/// What a transaction enqueues: in one row as far as it may be, in a row each where not.
struct OwedEvents {
    /// A decision that an event tells, as the ledger has it.
    struct Told {
        let place: StoredEvent.Place
        let body: [UInt8]
        /// Whether the transaction makes it.
        let isNew: Bool
    }

    /// Events that share a row.
    private(set) var bundled: [StoredEvent] = []
    /// Events with rows of their own.
    private(set) var others: [StoredEvent] = []
    /// Those of ``others`` that tell decisions of earlier transactions.
    private(set) var toldAgain: [(event: String, decision: StoredEvent.Place)] = []

    /// Sorts events.
    ///
    /// What tells a decision that is made here can't have a row yet, since its id comes from the decision's number: only
    /// such events are bundled.
    ///
    /// - Parameters:
    ///   - hasOwner: Whether this process publishes them; else anybody has to find them.
    ///   - told: The decision that the event of an id tells; `nil` for other events.
    init(_ events: [OutboxEvent], hasOwner: Bool, told: (String) -> Told?) {
        self.bundled.reserveCapacity(events.count)
        for event in events {
            let decision = told(event.id)
            let stored = StoredEvent(event, telling: decision.map { ($0.place, $0.body) })
            if let decision, decision.isNew, hasOwner, self.bundled.count < EventBundle.capacity {
                self.bundled.append(stored)
                continue
            }
            self.others.append(stored)
            if let decision, !decision.isNew { self.toldAgain.append((event.id, decision.place)) }
        }
    }
}
