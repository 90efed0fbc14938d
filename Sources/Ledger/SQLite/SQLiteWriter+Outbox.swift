import GRDB

extension SQLiteWriter {
    /// What was confirmed goes, what is owed comes.
    mutating func writeOutbox(_ changes: BookChanges) throws {
        if !changes.published.isEmpty {
            try self.statement("DELETE FROM outbox WHERE id IN (SELECT value FROM json_each(?))")
                .run(SQLiteJSON.list(changes.published))
        }
        for (id, reason) in changes.returned {
            try self.statement("UPDATE outbox SET returned = ?, owner = NULL WHERE id = ?").run(reason, id)
        }
        let events = changes.eventsInOrder
        guard !events.isEmpty else { return }
        var rows = SQLiteRows(
            self.database,
            "INSERT INTO outbox",
            columns: 13,
            conflict: """
                 ON CONFLICT (id) DO UPDATE SET type = excluded.type, exchange = excluded.exchange,
                    routing_key = excluded.routing_key, traceparent = excluded.traceparent,
                    created_at = excluded.created_at, returned = NULL, head = excluded.head,
                    decision = excluded.decision, tail = excluded.tail,
                    owner = coalesce(excluded.owner, owner)
                """
        )
        let owner = self.owner.map(Int64.init)
        for event in events {
            let body = self.split(event)
            try rows.add(
                self.next("outbox"),
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
                owner
            )
        }
        try rows.finish()
    }

    /// Leaves the decision out of the body of the event that tells it: it stands in its own row already.
    private func split(_ event: OutboxEvent) -> (head: Int, decision: Int64?, tail: Int) {
        guard let (id, decision) = self.stored.decisions[event.id], let place = event.place(of: decision) else {
            return (event.body.count, nil, event.body.count)
        }
        return (place.lowerBound, id, place.upperBound)
    }
}
