import Messages
import PostgreSQL

extension PostgresWriter {
    /// What was confirmed goes, what is owed comes.
    mutating func writeOutbox(_ changes: BookChanges, _ marks: OwnBundles.Marks) throws {
        // Before the rows: who took a bundle over may have made rows of it, which are seen once the bundle is gone.
        if !marks.ended.isEmpty {
            self.add(Command("DELETE FROM outbox_bundle WHERE key = ANY ($1)", .integers(marks.ended)))
        }
        let (known, new) = (self.stored.decisions, self.stored.newEvents)
        let owed = OwedEvents(changes.events, hasOwner: self.owner != nil) { id in
            known[id].map { OwedEvents.Told(place: $0.place, body: $0.body, isNew: new.contains(id)) }
        }
        self.toldAgain = owed.toldAgain
        let returned = Dictionary(marks.returned.map { ($0.id, $0.reason) }) { $1 }.sorted { $0.key < $1.key }
        let touched = marks.published + returned.map(\.key) + owed.others.map(\.event.id)
        if !touched.isEmpty {
            // In one order for all, so that no two wait for each other: marks take no program's lock.
            self.add(
                Command(
                    "SELECT place FROM outbox WHERE id = ANY ($1) ORDER BY place FOR UPDATE",
                    try .texts(touched)
                )
            )
        }
        if !marks.published.isEmpty {
            self.add(Command("DELETE FROM outbox WHERE id = ANY ($1)", try .texts(marks.published)))
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
        if !marks.setApart.isEmpty { try self.setApart(marks.setApart) }
        if let first = owed.bundled.first {
            let bundle = EventBundle(key: .random(in: .min ... .max), events: owed.bundled)
            self.enqueue(bundle, at: changes.decisions.first?.recordedAt ?? first.event.createdAt)
        }
        if !owed.others.isEmpty { try self.enqueue(owed.others) }
    }

    private mutating func enqueue(_ bundle: EventBundle, at recordedAt: Int64) {
        self.add(
            Command(
                """
                INSERT INTO outbox_bundle (key, owner, number, oldest_at, recorded_at, events)
                VALUES ($1, $2, $3, $4, $5, $6)
                """,
                .integer(bundle.key),
                .integer(self.owner),
                .integer(bundle.events.count),
                .integer(bundle.oldest),
                .integer(recordedAt),
                .bytes(bundle.bytes)
            )
        )
        self.bundle = bundle
    }

    private mutating func enqueue(_ events: [StoredEvent]) throws {
        self.add(
            Command(
                """
                INSERT INTO outbox AS o (\(Self.eventColumns), owner) SELECT \(Self.eventValues), $12
                ON CONFLICT (id) DO UPDATE SET type = excluded.type, exchange = excluded.exchange,
                    routing_key = excluded.routing_key, traceparent = excluded.traceparent,
                    created_at = excluded.created_at, returned = NULL, head = excluded.head,
                    program = excluded.program, decision = excluded.decision, tail = excluded.tail,
                    owner = coalesce(excluded.owner, o.owner)
                """,
                try Self.values(events) + [.integer(self.owner)],
                isKept: true
            )
        )
    }

    /// Gives events out of bundles rows of their own, since the broker sent them back.
    private mutating func setApart(_ events: [(event: StoredEvent, reason: String)]) throws {
        self.add(
            Command(
                """
                INSERT INTO outbox (\(Self.eventColumns), returned) SELECT \(Self.eventValues), unnest($12)
                ON CONFLICT (id) DO UPDATE SET returned = excluded.returned, owner = NULL
                """,
                try Self.values(events.map(\.event)) + [.texts(events.map(\.reason))],
                isKept: true
            )
        )
    }

    static let eventColumns =
        "id, type, exchange, routing_key, correlation_id, traceparent, created_at, head, program, decision, tail"

    static let eventValues = (1...11).map { "unnest($\($0))" }.joined(separator: ", ")

    /// What goes into the columns, an array for each.
    static func values(_ events: [StoredEvent]) throws(PostgreSQLError) -> [Parameter] {
        [
            try .texts(events.map(\.event.id)),
            try .texts(events.map(\.event.type)),
            try .texts(events.map(\.event.exchange)),
            try .texts(events.map(\.event.routingKey)),
            try .texts(events.map(\.event.correlationID)),
            try .texts(events.map(\.event.traceparent)),
            .integers(events.map(\.event.createdAt)),
            .byteses(events.map { Array($0.before) }),
            .integers(events.map(\.decision?.program)),
            .integers(events.map(\.decision?.number)),
            .byteses(events.map { Array($0.behind) }),
        ]
    }
}
