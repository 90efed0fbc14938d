import PostgreSQL

/// Whether the tables agree with each other.
enum PostgresAudit {
    private static let checks: [(sql: String, problem: @Sendable (Row) throws(PostgreSQLError) -> String)] = [
        (
            """
            SELECT s."limit", s."key", s.journal, s.balance, s.held FROM (
                SELECT "limit", "key", sum(journal)::int8 AS journal, sum(balance)::int8 AS balance,
                    sum(held)::int8 AS held
                FROM (
                    SELECT "limit", "key", cents AS journal, 0 AS balance, 0 AS held FROM entry
                    UNION ALL SELECT "limit", "key", 0, cents, 0 FROM balance
                    UNION ALL SELECT h.value ->> 'limit', h.value ->> 'key', 0, 0, (h.value ->> 'cents')::int8
                    FROM application AS a, json_array_elements(a.holdings) AS h
                ) AS part GROUP BY "limit", "key"
            ) AS s WHERE s.journal <> s.balance OR s.balance <> s.held ORDER BY 1, 2
            """,
            { row throws(PostgreSQLError) in
                "\(try row.text(0)):\(try row.text(1)): the journal sums up to \(try row.integer(2)) cents, "
                    + "the balance is \(try row.integer(3)), applications hold \(try row.integer(4))"
            }
        ),
        (
            """
            SELECT p.program, s.application, s."limit", s."key", s.journal, s.held FROM (
                SELECT program, application, "limit", "key", sum(journal)::int8 AS journal, sum(held)::int8 AS held
                FROM (
                    SELECT d.program, d.application, e."limit", e."key", e.cents AS journal, 0 AS held
                    FROM entry AS e JOIN decision AS d ON d.program = e.program AND d.sequence = e.sequence
                    UNION ALL SELECT a.program, a.application, h.value ->> 'limit', h.value ->> 'key', 0,
                        (h.value ->> 'cents')::int8
                    FROM application AS a, json_array_elements(a.holdings) AS h
                ) AS part GROUP BY 1, 2, 3, 4
            ) AS s JOIN program AS p ON p.id = s.program WHERE s.journal <> s.held ORDER BY 1, 2, 3, 4
            """,
            { row throws(PostgreSQLError) in
                "\(try row.text(0))/\(try row.text(1)): its entries under \(try row.text(2)):\(try row.text(3)) "
                    + "sum up to \(try row.integer(4)) cents, and it holds \(try row.integer(5))"
            }
        ),
        (
            """
            SELECT p.program, a.application FROM application AS a JOIN program AS p ON p.id = a.program
            LEFT JOIN decision AS d ON d.program = a.program AND d.sequence = a.decision
            WHERE d.application IS DISTINCT FROM a.application OR d.revision <> a.revision OR d.status <> a.status
            ORDER BY 1, 2
            """,
            { row throws(PostgreSQLError) in
                "\(try row.text(0))/\(try row.text(1)): its present decision is not one on its revision"
            }
        ),
        (
            """
            SELECT d.edition, count(*) FROM decision AS d LEFT JOIN edition AS e ON e.digest = d.edition
            WHERE e.digest IS NULL GROUP BY 1 ORDER BY 1
            """,
            { row throws(PostgreSQLError) in
                "edition \(try row.text(0)) is not kept, and \(try row.integer(1)) decisions rest on it"
            }
        ),
        (
            """
            SELECT t.id FROM task AS t LEFT JOIN application AS a
                ON a.program = t.program AND a.application = t.application
            WHERE t.state = 'open' AND t.revision IS DISTINCT FROM a.revision ORDER BY 1
            """,
            { row throws(PostgreSQLError) in
                "task \(try row.text(0)) is open, but its revision is not the present one"
            }
        ),
        (
            """
            SELECT p.program, a.application FROM application AS a JOIN program AS p ON p.id = a.program
            JOIN decision AS d ON d.program = a.program AND d.sequence = a.decision
            WHERE d.content_digest <> a.content_digest ORDER BY 1, 2
            """,
            { row throws(PostgreSQLError) in
                "\(try row.text(0))/\(try row.text(1)): its content's digest is not the one that was decided"
            }
        ),
        // There are no foreign keys, which would cost more than all other work of a transaction together.
        (
            """
            SELECT f.name FROM (
                SELECT 'entry' AS name WHERE EXISTS (SELECT 1 FROM entry AS e WHERE NOT EXISTS (
                    SELECT 1 FROM decision AS d WHERE d.program = e.program AND d.sequence = e.sequence))
                UNION ALL SELECT 'decision' WHERE EXISTS (SELECT 1 FROM decision AS d WHERE NOT EXISTS (
                    SELECT 1 FROM application AS a WHERE a.program = d.program AND a.application = d.application))
                UNION ALL SELECT 'outbox' WHERE EXISTS (SELECT 1 FROM outbox AS o WHERE o.decision IS NOT NULL
                    AND NOT EXISTS (
                        SELECT 1 FROM decision AS d WHERE d.program = o.program AND d.sequence = o.decision))
                UNION ALL SELECT t.name FROM (
                    SELECT 'application' AS name, program FROM application UNION SELECT 'decision', program FROM decision
                    UNION SELECT 'task', program FROM task UNION SELECT 'budget_change', program FROM budget_change
                ) AS t WHERE NOT EXISTS (SELECT 1 FROM program AS p WHERE p.id = t.program)
            ) AS f ORDER BY 1
            """,
            { row throws(PostgreSQLError) in "a row of \(try row.text(0)) refers to nothing" }
        ),
    ]

    static func problems(_ session: PostgresSession, within limit: Duration) throws -> [String] {
        // Whole tables are read: here the plans by index would be wrong.
        let settings = """
            SELECT set_config('enable_seqscan', 'on', true), set_config('enable_hashjoin', 'on', true),
                set_config('enable_mergejoin', 'on', true)
            """
        let commands =
            [Command("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"), Command(settings)]
            + self.checks.map { Command.once($0.sql) } + [Command("COMMIT")]
        let results = try session.connection.run(commands, within: limit)
        var problems: [String] = []
        for (check, rows) in zip(self.checks, results.dropFirst(2)) {
            for row in rows { problems.append(try check.problem(row)) }
        }
        return problems + (try PostgresBundles(session: session).problems())
    }
}
