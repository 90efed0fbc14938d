import Messages
import PostgreSQL

extension PostgresWriter {
    /// What was confirmed goes, what is owed comes.
    mutating func writeOutbox(_ changes: BookChanges) throws {
        let events = changes.events
        let returned = Dictionary(changes.returned.map { ($0.id, $0.reason) }) { $1 }.sorted { $0.key < $1.key }
        // What tells a decision that is made here can't be there yet, since its id comes from the decision's number.
        let new = Set(changes.decisions.lazy.map(\.eventID))
        let touched = changes.published + returned.map(\.key) + events.lazy.map(\.id).filter { !new.contains($0) }
        if !touched.isEmpty {
            // In one order for all, so that no two wait for each other: marks take no program's lock.
            self.add(
                Command(
                    "SELECT place FROM outbox WHERE id = ANY ($1) ORDER BY place FOR UPDATE",
                    try .texts(touched)
                )
            )
        }
        if !changes.published.isEmpty {
            self.add(Command("DELETE FROM outbox WHERE id = ANY ($1)", try .texts(changes.published)))
        }
        if !returned.isEmpty {
            self.add(
                Command(
                    "UPDATE outbox SET returned = $2[array_position($1, id)], owner = NULL WHERE id = ANY ($1)",
                    try .texts(returned.map(\.key)),
                    try .texts(returned.map(\.value))
                )
            )
        }
        if !events.isEmpty { try self.enqueue(events) }
    }

    private mutating func enqueue(_ events: [OutboxEvent]) throws {
        let bodies = events.map { SplitBody($0, stored: self.stored) }
        self.add(
            Command(
                """
                INSERT INTO outbox AS o (id, type, exchange, routing_key, correlation_id, traceparent, created_at, head,
                    program, decision, tail, owner)
                SELECT unnest($1), unnest($2), unnest($3), unnest($4), unnest($5), unnest($6), unnest($7),
                    unnest($8), unnest($9), unnest($10), unnest($11), $12
                ON CONFLICT (id) DO UPDATE SET type = excluded.type, exchange = excluded.exchange,
                    routing_key = excluded.routing_key, traceparent = excluded.traceparent,
                    created_at = excluded.created_at, returned = NULL, head = excluded.head,
                    program = excluded.program, decision = excluded.decision, tail = excluded.tail,
                    owner = coalesce(excluded.owner, o.owner)
                """,
                try .texts(events.map(\.id)),
                try .texts(events.map(\.type)),
                try .texts(events.map(\.exchange)),
                try .texts(events.map(\.routingKey)),
                try .texts(events.map(\.correlationID)),
                try .texts(events.map(\.traceparent)),
                .integers(events.map(\.createdAt)),
                .byteses(bodies.map(\.head)),
                .integers(bodies.map(\.program)),
                .integers(bodies.map(\.decision)),
                .byteses(bodies.map(\.tail)),
                .integer(self.owner)
            )
        )
    }
}

/// An event's body without the decision that it tells, which stands in its own row already.
private struct SplitBody {
    let head: [UInt8]
    let program: Int64?
    let decision: Int64?
    let tail: [UInt8]

    init(_ event: OutboxEvent, stored: PostgresRows) {
        if let (program, sequence, body) = stored.decisions[event.id], let place = event.place(of: body) {
            self.head = Array(event.body[..<place.lowerBound])
            self.program = program
            self.decision = sequence
            self.tail = Array(event.body[place.upperBound...])
            return
        }
        self.head = event.body
        self.program = nil
        self.decision = nil
        self.tail = []
    }
}
