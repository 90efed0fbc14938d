extension SQLiteMigration {
    /// Events of one commit in one row of the outbox.
    static let third = SQLiteMigration(
        number: 3,
        statements: [
            """
            CREATE TABLE outbox_bundle (             -- what one commit owes the broker, until all of it is confirmed
                place INTEGER PRIMARY KEY,           -- in the outbox, of its first event; the others' follow
                owner INTEGER,                       -- the slot of the process that publishes it
                number INTEGER NOT NULL,             -- of its events
                oldest_at INTEGER NOT NULL,          -- when the oldest of them was made
                recorded_at INTEGER NOT NULL,        -- as in decision, of all whose events it has
                events BLOB NOT NULL                 -- as EventBundle writes them
            ) STRICT
            """
        ]
    )
}
