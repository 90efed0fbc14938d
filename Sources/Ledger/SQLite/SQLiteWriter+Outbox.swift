extension SQLiteWriter {
    /// What was confirmed goes, what is owed comes.
    mutating func writeOutbox(_ changes: BookChanges) throws {
        for id in changes.published { try self.session.removeEvent.run(id) }
        for (id, reason) in changes.returned { try self.session.returnEvent.run(reason, id) }
        for event in changes.events {
            let body = self.split(event)
            self.stored.numbers.outbox += 1
            try self.session.setEvents.add(
                self.stored.numbers.outbox,
                event.id,
                event.type,
                event.exchange,
                event.routingKey,
                event.correlationID,
                event.traceparent,
                event.createdAt,
                nil as String?,
                Blob(event.body[..<body.head]),
                body.decision,
                Blob(event.body[body.tail...]),
                self.owner
            )
        }
        try self.session.setEvents.finish()
    }

    /// Leaves the decision out of the body of the event that tells it: it stands in its own row already.
    private func split(_ event: OutboxEvent) -> (head: Int, decision: Int64?, tail: Int) {
        guard let (id, decision) = self.stored.decisions[event.id], let place = event.place(of: decision) else {
            return (event.body.count, nil, event.body.count)
        }
        return (place.lowerBound, id, place.upperBound)
    }
}
