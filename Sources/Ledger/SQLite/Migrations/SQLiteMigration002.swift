extension SQLiteMigration {
    /// A journal chained by hash for each program, owners in the outbox, attempts and actions.
    static let second = SQLiteMigration(
        number: 2,
        statements: [
            """
            CREATE TABLE program (
                id INTEGER PRIMARY KEY,
                program TEXT NOT NULL UNIQUE,
                budget INTEGER CHECK (budget >= 0),  -- whole cents; NULL for none
                last_order INTEGER NOT NULL,         -- the last place given in the order of record
                sequence INTEGER NOT NULL,           -- the last link of the journal
                head BLOB NOT NULL                   -- that link's hash
            ) STRICT
            """,
            "ALTER TABLE decision ADD COLUMN program INTEGER NOT NULL DEFAULT 0",  // program.id
            "ALTER TABLE decision ADD COLUMN sequence INTEGER NOT NULL DEFAULT 0",
            "ALTER TABLE decision ADD COLUMN content_digest BLOB NOT NULL DEFAULT x''",
            "ALTER TABLE decision ADD COLUMN hash BLOB NOT NULL DEFAULT x''",
            """
            CREATE TABLE budget_change (             -- only added to
                program INTEGER NOT NULL REFERENCES program (id),
                sequence INTEGER NOT NULL,
                cents INTEGER CHECK (cents >= 0),
                "by" TEXT NOT NULL,
                recorded_at INTEGER NOT NULL,
                hash BLOB NOT NULL,
                PRIMARY KEY (program, sequence)
            ) STRICT, WITHOUT ROWID
            """,
            "ALTER TABLE entry RENAME TO entry_001",
            "CREATE INDEX entry_001_by_application ON entry_001 (program, application)",
            """
            CREATE TABLE entry (                     -- only added to; application and moment are its decision's
                decision INTEGER NOT NULL REFERENCES decision (id),
                place INTEGER NOT NULL,              -- counts the entries of a decision
                revision INTEGER NOT NULL,           -- that the cents are or were held for
                "limit" TEXT NOT NULL,
                "key" TEXT NOT NULL,
                scope TEXT NOT NULL,
                line TEXT,
                kind TEXT NOT NULL CHECK (kind = 'reserved' OR kind = 'awarded' OR kind = 'released'),
                cents INTEGER NOT NULL CHECK ((cents < 0) = (kind = 'released')),
                PRIMARY KEY (decision, place)
            ) STRICT, WITHOUT ROWID
            """,
            "ALTER TABLE task ADD COLUMN answered_by TEXT",
            "ALTER TABLE outbox ADD COLUMN owner INTEGER",  // the slot of the process that publishes it
            "CREATE INDEX outbox_by_owner ON outbox (owner)",
            """
            CREATE TABLE attempt (                   -- of messages that may kill workers
                fingerprint BLOB PRIMARY KEY,
                count INTEGER NOT NULL,
                last_at INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID
            """,
            """
            CREATE TABLE action (                    -- what operators did by hand; only added to
                id INTEGER PRIMARY KEY,
                at INTEGER NOT NULL,
                "by" TEXT NOT NULL,
                action TEXT NOT NULL,
                detail TEXT NOT NULL                 -- JSON
            ) STRICT
            """,
        ],
        step: { try SQLiteChaining($0).run() },
        closing: [
            "DROP TABLE entry_001",
            "DROP TABLE budget",
            "DELETE FROM meta WHERE name = 'order'",
            "CREATE UNIQUE INDEX decision_by_sequence ON decision (program, sequence)",
            #"CREATE INDEX entry_by_key ON entry ("key")"#,
            "CREATE INDEX application_by_place ON application (program, place)",
            "CREATE INDEX application_waiting ON application (program, place) WHERE status = 'waitlisted'",
        ]
            + ["entry", "decision", "budget_change", "action"]
            .flatMap { table in
                ["UPDATE", "DELETE"]
                    .map { verb in
                        """
                        CREATE TRIGGER \(table)_no_\(verb.lowercased()) BEFORE \(verb) ON \(table)
                        BEGIN SELECT RAISE(ABORT, '\(table) is only added to'); END
                        """
                    }
            }
    )
}
