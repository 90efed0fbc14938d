import Foundation
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
        let sql = """
            INSERT INTO outbox VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET type = excluded.type, exchange = excluded.exchange,
                routing_key = excluded.routing_key, traceparent = excluded.traceparent,
                created_at = excluded.created_at, returned = NULL, head = excluded.head,
                decision = excluded.decision, tail = excluded.tail,
                owner = coalesce(excluded.owner, owner)
            """
        for event in changes.eventsInOrder {
            let body = self.split(event)
            try self.statement(sql)
                .run(
                    self.next("outbox"),
                    event.id,
                    event.type,
                    event.exchange,
                    event.routingKey,
                    event.correlationID,
                    event.traceparent,
                    event.createdAt,
                    Blob(event.body[..<body.head]),
                    body.decision,
                    Blob(event.body[body.tail...]),
                    self.owner.map(Int64.init)
                )
        }
    }

    /// Leaves the decision out of the body of the event that tells it: it stands in its own row already.
    private func split(_ event: OutboxEvent) -> (head: Int, decision: Int64?, tail: Int) {
        let whole = (event.body.count, nil as Int64?, event.body.count)
        guard let (id, decision) = self.stored.decisions[event.id], !decision.isEmpty else { return whole }
        for closing in 0...4 where event.body.count >= decision.count + closing {
            let tail = event.body.count - closing
            let head = tail - decision.count
            if decision.withUnsafeBytes({ Self.same($0, event.body, at: head) }) { return (head, id, tail) }
        }
        return whole
    }

    private static func same(_ bytes: UnsafeRawBufferPointer, _ body: [UInt8], at place: Int) -> Bool {
        body.withUnsafeBytes { body in
            guard let wanted = bytes.baseAddress, let found = body.baseAddress else { return false }
            return memcmp(wanted, found + place, bytes.count) == 0
        }
    }
}
