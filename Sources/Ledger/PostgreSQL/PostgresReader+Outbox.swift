import PostgreSQL

extension PostgresReader {
    static let eventColumns = """
        o.id, o.type, o.exchange, o.routing_key, o.correlation_id, o.traceparent, o.head, d.body, o.tail,
        o.created_at, o.place, o.returned, o.owner
        """

    /// Events of the outbox, each with the decision that it tells.
    static func events(from source: String, where condition: String) -> String {
        """
        SELECT \(Self.eventColumns) FROM \(source) AS o
        LEFT JOIN decision AS d ON d.program = o.program AND d.sequence = o.decision
        WHERE \(condition)
        """
    }

    static func event(_ row: Row) throws(PostgreSQLError) -> OutboxEvent {
        OutboxEvent(
            id: try row.text(0),
            type: try row.text(1),
            exchange: try row.text(2),
            routingKey: try row.text(3),
            correlationID: try row.text(4),
            traceparent: try row.optionalText(5),
            body: try row.bytes(6) + (try row.optionalBytes(7) ?? []) + (try row.bytes(8)),
            createdAt: try row.integer(9),
            place: try row.integer(10),
            returned: try row.optionalText(11),
            owner: try row.optionalInteger(12).map(Int.init)
        )
    }

    /// Makes events that nobody publishes `own`'s, the oldest first.
    ///
    /// Of two processes that claim at once one gets an event: the other leaves out what is locked.
    ///
    /// - Parameter orphaned: Slots of processes that have ended.
    static func claim(for own: Int, orphaned: [Int], limit: Int, includingReturned: Bool) -> Command {
        Command(
            """
            WITH orphan AS (
                SELECT place FROM outbox
                WHERE (owner IS NULL OR owner = ANY ($2)) AND (returned IS NULL OR $3)
                ORDER BY place LIMIT $4 FOR UPDATE SKIP LOCKED
            ), claimed AS (
                UPDATE outbox AS o SET owner = $1, returned = NULL FROM orphan WHERE o.place = orphan.place RETURNING o.*
            )
            \(Self.events(from: "claimed", where: "true")) ORDER BY o.place
            """,
            .integer(own),
            .integers(orphaned.map(Int64.init)),
            .boolean(includingReturned),
            .integer(max(limit, 0))
        )
    }
}
