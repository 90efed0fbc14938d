extension SQLiteMigration {
    /// The first tables.
    ///
    /// What a column may hold is asked word by word: for `IN` SQLite would make a table at every row.
    static let first = SQLiteMigration(
        number: 1,
        statements: [
            // Which program's file this is, told by `file` and by ourselves: "RBTD".
            "PRAGMA application_id = 1380078660",
            """
            CREATE TABLE application (
                id INTEGER PRIMARY KEY,
                program TEXT NOT NULL,
                application TEXT NOT NULL,
                revision INTEGER NOT NULL CHECK (revision >= 1),
                place INTEGER NOT NULL,              -- in the order of record
                status TEXT NOT NULL,
                portal TEXT NOT NULL,
                traceparent TEXT,
                content_digest BLOB NOT NULL,
                decision INTEGER NOT NULL,           -- the present one, decision.id
                holdings TEXT NOT NULL,              -- JSON: what it has of each limit at present
                content BLOB NOT NULL,               -- JSON, as it was decided
                withdrawn_by TEXT                    -- the id of the message that last took it back
            ) STRICT
            """,
            "CREATE UNIQUE INDEX application_by_key ON application (program, application)",
            """
            CREATE TABLE decision (                  -- only added to
                id INTEGER PRIMARY KEY,
                application INTEGER NOT NULL REFERENCES application (id),
                revision INTEGER NOT NULL,
                number INTEGER NOT NULL,             -- counts the decisions on a revision
                status TEXT NOT NULL,
                edition TEXT NOT NULL,               -- edition.digest
                event TEXT NOT NULL,                 -- the id of the event that told it
                recorded_at INTEGER NOT NULL,        -- milliseconds since 1970, as all moments here
                body BLOB NOT NULL                   -- JSON
            ) STRICT
            """,
            "CREATE INDEX decision_by_application ON decision (application)",
            """
            CREATE TABLE entry (                     -- the journal, only added to
                id INTEGER PRIMARY KEY,
                program TEXT NOT NULL,
                application TEXT NOT NULL,
                revision INTEGER NOT NULL,
                "limit" TEXT NOT NULL,
                "key" TEXT NOT NULL,
                scope TEXT NOT NULL,
                line TEXT,
                kind TEXT NOT NULL CHECK (kind = 'reserved' OR kind = 'awarded' OR kind = 'released'),
                cents INTEGER NOT NULL CHECK ((cents < 0) = (kind = 'released')),
                recorded_at INTEGER NOT NULL
            ) STRICT
            """,
            """
            CREATE TABLE balance (
                "limit" TEXT NOT NULL,
                "key" TEXT NOT NULL,
                cents INTEGER NOT NULL CHECK (cents >= 0),
                PRIMARY KEY ("limit", "key")
            ) STRICT, WITHOUT ROWID
            """,
            """
            CREATE TABLE task (
                id TEXT PRIMARY KEY,
                program TEXT NOT NULL,
                application TEXT NOT NULL,
                revision INTEGER NOT NULL,
                kind TEXT NOT NULL,
                rule TEXT NOT NULL,
                line TEXT,
                state TEXT NOT NULL CHECK (state = 'open' OR state = 'completed' OR state = 'superseded' OR state = 'withdrawn'),
                opened_at INTEGER NOT NULL,
                due_on TEXT,
                reviewer TEXT,
                outcome BLOB,
                body BLOB NOT NULL
            ) STRICT
            """,
            "CREATE INDEX task_by_application ON task (program, application, revision)",
            "CREATE INDEX task_open ON task (due_on) WHERE state = 'open'",
            """
            CREATE TABLE outbox (                    -- what the broker has yet to confirm
                place INTEGER PRIMARY KEY,
                id TEXT NOT NULL UNIQUE,
                type TEXT NOT NULL,
                exchange TEXT NOT NULL,
                routing_key TEXT NOT NULL,
                correlation_id TEXT NOT NULL,
                traceparent TEXT,
                created_at INTEGER NOT NULL,
                returned TEXT,                       -- why the broker sent it back
                head BLOB NOT NULL,                  -- the body is head, the decision if there is one, tail
                decision INTEGER REFERENCES decision (id),
                tail BLOB NOT NULL
            ) STRICT
            """,
            """
            CREATE TABLE edition (
                digest TEXT PRIMARY KEY,
                program TEXT NOT NULL,
                edition TEXT NOT NULL,
                text BLOB NOT NULL
            ) STRICT
            """,
            """
            CREATE TABLE budget (
                program TEXT PRIMARY KEY,
                cents INTEGER NOT NULL CHECK (cents >= 0)
            ) STRICT, WITHOUT ROWID
            """,
            """
            CREATE TABLE meta (                      -- the last number given in each series
                name TEXT PRIMARY KEY,
                value INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID
            """,
            "INSERT INTO meta VALUES ('application', 0), ('decision', 0), ('order', 0), ('outbox', 0)",
        ]
    )
}
