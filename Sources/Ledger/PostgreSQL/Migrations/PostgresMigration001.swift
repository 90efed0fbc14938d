extension PostgresMigration {
    /// The first tables: what SQLite's second version has.
    static let first = PostgresMigration(
        number: 1,
        statements: [
            """
            CREATE TABLE ledger_schema (
                version int8 PRIMARY KEY,
                applied_at timestamptz NOT NULL DEFAULT now()
            )
            """,
            // Changed by each transaction on the program, which holds its lock: room for many versions on one page.
            """
            CREATE TABLE program (
                id int8 GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                program text COLLATE "C" NOT NULL UNIQUE,
                budget int8 CHECK (budget >= 0),         -- whole cents; NULL for none
                last_order int8 NOT NULL DEFAULT 0,      -- the last place given in the order of record
                sequence int8 NOT NULL DEFAULT 0,        -- the last link of the journal
                head bytea NOT NULL CHECK (length(head) = 32)  -- that link's hash
            ) WITH (fillfactor = 20)
            """,
            """
            CREATE TABLE application (
                program int8 NOT NULL,                   -- program.id
                application text COLLATE "C" NOT NULL,
                revision int8 NOT NULL CHECK (revision >= 1),
                place int8 NOT NULL,                     -- in the order of record
                status text NOT NULL,
                portal text NOT NULL,
                traceparent text,
                content_digest bytea NOT NULL,
                decision int8 NOT NULL,                  -- the present one, decision.sequence
                holdings json NOT NULL,                  -- what it has of each limit at present
                content bytea NOT NULL,                  -- JSON, as it was decided
                withdrawn_by text,                       -- the id of the message that last took it back
                PRIMARY KEY (program, application)
            )
            """,
            "CREATE INDEX application_by_place ON application (program, place)",
            "CREATE INDEX application_waiting ON application (program, place) WHERE status = 'waitlisted'",
            """
            CREATE TABLE decision (                      -- only added to
                program int8 NOT NULL,
                sequence int8 NOT NULL,                  -- in the program's journal
                id int8 GENERATED ALWAYS AS IDENTITY,    -- the order over all programs
                application text COLLATE "C" NOT NULL,
                revision int8 NOT NULL,
                number int8 NOT NULL,                    -- counts the decisions on a revision
                status text NOT NULL,
                edition text COLLATE "C" NOT NULL,       -- edition.digest
                event text COLLATE "C" NOT NULL,         -- the id of the event that told it
                content_digest bytea NOT NULL,
                body bytea NOT NULL,                     -- JSON
                recorded_at int8 NOT NULL,               -- milliseconds since 1970, as all moments here
                hash bytea NOT NULL CHECK (length(hash) = 32),
                PRIMARY KEY (program, sequence)
            )
            """,
            "CREATE INDEX decision_by_application ON decision (program, application)",
            """
            CREATE TABLE budget_change (                 -- only added to
                program int8 NOT NULL,
                sequence int8 NOT NULL,
                cents int8 CHECK (cents >= 0),
                "by" text NOT NULL,
                recorded_at int8 NOT NULL,
                hash bytea NOT NULL CHECK (length(hash) = 32),
                PRIMARY KEY (program, sequence)
            )
            """,
            """
            CREATE TABLE entry (                         -- only added to; application and moment are its decision's
                program int8 NOT NULL,
                sequence int8 NOT NULL,                  -- of the decision
                place int8 NOT NULL,                     -- counts the entries of a decision
                revision int8 NOT NULL,                  -- that the cents are or were held for
                "limit" text COLLATE "C" NOT NULL,
                "key" text COLLATE "C" NOT NULL,
                scope text NOT NULL,
                line text,
                kind text NOT NULL CHECK (kind IN ('reserved', 'awarded', 'released')),
                cents int8 NOT NULL CHECK ((cents < 0) = (kind = 'released')),
                PRIMARY KEY (program, sequence, place)
            )
            """,
            #"CREATE INDEX entry_by_key ON entry ("key")"#,
            """
            CREATE TABLE balance (
                "limit" text COLLATE "C" NOT NULL,
                "key" text COLLATE "C" NOT NULL,
                cents int8 NOT NULL CHECK (cents >= 0),
                PRIMARY KEY ("limit", "key")
            ) WITH (fillfactor = 70)
            """,
            """
            CREATE TABLE task (
                id text COLLATE "C" PRIMARY KEY,
                program int8 NOT NULL,
                application text COLLATE "C" NOT NULL,
                revision int8 NOT NULL,
                kind text NOT NULL,
                rule text NOT NULL,
                line text,
                state text NOT NULL CHECK (state IN ('open', 'completed', 'superseded', 'withdrawn')),
                opened_at int8 NOT NULL,
                due_on text COLLATE "C",
                reviewer text,
                answered_by text,
                outcome bytea,
                body bytea NOT NULL
            )
            """,
            "CREATE INDEX task_by_application ON task (program, application, revision)",
            "CREATE INDEX task_open ON task (due_on, id) WHERE state = 'open'",
            """
            CREATE TABLE outbox (                        -- what the broker has yet to confirm
                place int8 GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                id text COLLATE "C" NOT NULL UNIQUE,
                type text NOT NULL,
                exchange text NOT NULL,
                routing_key text NOT NULL,
                correlation_id text NOT NULL,
                traceparent text,
                created_at int8 NOT NULL,
                returned text,                           -- why the broker sent it back
                head bytea NOT NULL,                     -- the body is head, the decision if there is one, tail
                program int8,                            -- with decision: that decision
                decision int8,
                tail bytea NOT NULL,
                owner int8,                              -- the slot of the process that publishes it
                CHECK ((program IS NULL) = (decision IS NULL))
            ) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000)
            """,
            "CREATE INDEX outbox_by_owner ON outbox (owner, place)",
            """
            CREATE TABLE edition (
                digest text COLLATE "C" PRIMARY KEY,
                program text COLLATE "C" NOT NULL,
                edition text COLLATE "C" NOT NULL,
                text bytea NOT NULL
            )
            """,
            """
            CREATE TABLE attempt (                       -- of messages that may kill workers
                fingerprint bytea PRIMARY KEY,
                count int8 NOT NULL,
                last_at timestamptz NOT NULL
            )
            """,
            """
            CREATE TABLE action (                        -- what operators did by hand; only added to
                id int8 GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                at int8 NOT NULL,
                "by" text NOT NULL,
                action text NOT NULL,
                detail text NOT NULL                     -- JSON
            )
            """,
            """
            CREATE FUNCTION ledger_only_added_to() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                RAISE EXCEPTION '% is only added to', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
            END $$
            """,
        ]
            + ["entry", "decision", "budget_change", "action"]
            .flatMap { table in
                [
                    """
                    CREATE TRIGGER only_added_to BEFORE UPDATE OR DELETE ON \(table)
                    FOR EACH ROW EXECUTE FUNCTION ledger_only_added_to()
                    """,
                    """
                    CREATE TRIGGER never_emptied BEFORE TRUNCATE ON \(table)
                    FOR EACH STATEMENT EXECUTE FUNCTION ledger_only_added_to()
                    """,
                ]
            }
    )
}
