/// An event as the outbox keeps it: without the decision that it tells, which stands in its own row already.
struct StoredEvent: Sendable {
    /// Where a decision is kept: within a program's journal, or, where that counts over all of them, without a program.
    struct Place: Hashable, Sendable {
        var program: Int64 = 0
        let number: Int64
    }

    /// The event; read back, its body lacks the decision.
    let event: OutboxEvent
    /// How much of the body stands before the decision.
    let head: Int
    /// Where in the body goes on what stands behind the decision.
    let tail: Int
    /// The decision; `nil` if the body doesn't have one.
    let decision: Place?

    /// Leaves the decision out of the event, if it is found in there.
    init(_ event: OutboxEvent, telling decision: (place: Place, body: [UInt8])?) {
        let gap = decision.flatMap { event.place(of: $0.body) }
        self.event = event
        self.head = gap?.lowerBound ?? event.body.count
        self.tail = gap?.upperBound ?? event.body.count
        self.decision = gap == nil ? nil : decision?.place
    }

    /// An event that was read, whose body lacks the decision behind `head`.
    init(read event: OutboxEvent, head: Int, decision: Place?) {
        self.event = event
        self.head = head
        self.tail = head
        self.decision = decision
    }

    /// What stands before the decision.
    var before: ArraySlice<UInt8> { self.event.body[..<self.head] }

    /// What stands behind the decision.
    var behind: ArraySlice<UInt8> { self.event.body[self.tail...] }

    /// The whole event, with its decision's bytes.
    func whole(_ decision: [UInt8], place: Int64, owner: Int?) -> OutboxEvent {
        OutboxEvent(
            id: self.event.id,
            type: self.event.type,
            exchange: self.event.exchange,
            routingKey: self.event.routingKey,
            correlationID: self.event.correlationID,
            traceparent: self.event.traceparent,
            body: self.before + decision + self.behind,
            createdAt: self.event.createdAt,
            place: place,
            owner: owner
        )
    }
}
