extension PostgresMigration {
    /// Events of one commit in one row of the outbox: what SQLite's third version has.
    static let second = PostgresMigration(
        number: 2,
        statements: [
            // Each row takes as many places as a bundle may have events, so that these have places of their own.
            "ALTER TABLE outbox ALTER COLUMN place SET INCREMENT BY \(EventBundle.capacity)",
            """
            CREATE TABLE outbox_bundle (                 -- what one commit owes the broker, until all of it is confirmed
                key int8 PRIMARY KEY,                    -- drawn by who writes it, to know it by before it is committed
                place int8 NOT NULL DEFAULT nextval('outbox_place_seq'),  -- of its first event; the others' follow
                owner int8,                              -- the slot of the process that publishes it
                number int8 NOT NULL,                    -- of its events
                oldest_at int8 NOT NULL,                 -- when the oldest of them was made
                recorded_at int8 NOT NULL,               -- as in decision, of all whose events it has
                events bytea NOT NULL                    -- as EventBundle writes them
            ) WITH (
                autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000,
                toast.autovacuum_vacuum_scale_factor = 0, toast.autovacuum_vacuum_threshold = 2000
            )
            """,
        ]
    )
}
