import SQLite

extension SQLiteWriter {
    /// What was confirmed goes, what is owed comes.
    mutating func writeOutbox(_ changes: BookChanges) throws {
        for id in changes.published { try self.session.removeEvent.run { $0.append(id) } }
        for (id, reason) in changes.returned {
            try self.session.returnEvent.run {
                $0.append(reason)
                $0.append(id)
            }
        }
        for event in changes.events {
            let body = self.split(event)
            self.stored.numbers.outbox += 1
            try self.session.setEvents.add {
                $0.append(self.stored.numbers.outbox)
                $0.append(event.id)
                $0.append(event.type)
                $0.append(event.exchange)
                $0.append(event.routingKey)
                $0.append(event.correlationID)
                $0.append(event.traceparent)
                $0.append(event.createdAt)
                $0.appendNull()
                $0.append(blob: event.body[..<body.head])
                $0.append(body.decision)
                $0.append(blob: event.body[body.tail...])
                $0.append(self.owner.map { Int64($0) })
            }
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
