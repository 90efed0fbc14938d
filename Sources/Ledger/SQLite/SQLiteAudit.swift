import GRDB

/// Whether the file agrees with itself.
enum SQLiteAudit {
    private static let checks: [(sql: String, problem: @Sendable (Row) -> String)] = [
        (
            """
            SELECT s."limit", s."key", s.journal, s.balance, s.held FROM (
                SELECT "limit", "key", sum(journal) AS journal, sum(balance) AS balance, sum(held) AS held FROM (
                    SELECT "limit", "key", cents AS journal, 0 AS balance, 0 AS held FROM entry
                    UNION ALL SELECT "limit", "key", 0, cents, 0 FROM balance
                    UNION ALL SELECT json_extract(h.value, '$.limit'), json_extract(h.value, '$.key'), 0, 0,
                        json_extract(h.value, '$.cents')
                    FROM application AS a, json_each(a.holdings) AS h
                ) GROUP BY "limit", "key"
            ) AS s WHERE s.journal <> s.balance OR s.balance <> s.held ORDER BY 1, 2
            """,
            { row in
                "\(row[0] as String):\(row[1] as String): the journal sums up to \(row[2] as Int64) cents, "
                    + "the balance is \(row[3] as Int64), applications hold \(row[4] as Int64)"
            }
        ),
        (
            """
            SELECT a.program, a.application, s."limit", s."key", s.journal, s.held FROM (
                SELECT application, "limit", "key", sum(journal) AS journal, sum(held) AS held FROM (
                    SELECT d.application, e."limit", e."key", e.cents AS journal, 0 AS held
                    FROM entry AS e JOIN decision AS d ON d.id = e.decision
                    UNION ALL SELECT a.id, json_extract(h.value, '$.limit'), json_extract(h.value, '$.key'), 0,
                        json_extract(h.value, '$.cents')
                    FROM application AS a, json_each(a.holdings) AS h
                ) GROUP BY 1, 2, 3
            ) AS s JOIN application AS a ON a.id = s.application WHERE s.journal <> s.held ORDER BY 1, 2, 3, 4
            """,
            { row in
                "\(row[0] as String)/\(row[1] as String): its entries under \(row[2] as String):\(row[3] as String) "
                    + "sum up to \(row[4] as Int64) cents, and it holds \(row[5] as Int64)"
            }
        ),
        (
            """
            SELECT a.program, a.application FROM application AS a LEFT JOIN decision AS d ON d.id = a.decision
            WHERE d.application IS NOT a.id OR d.revision <> a.revision OR d.status <> a.status
            """,
            { row in "\(row[0] as String)/\(row[1] as String): its present decision is not one on its revision" }
        ),
        (
            """
            SELECT p.program, p.budget, b.cents FROM program AS p LEFT JOIN budget_change AS b ON b.program = p.id
                AND b.sequence = (SELECT max(sequence) FROM budget_change WHERE program = p.id)
            WHERE p.budget IS NOT b.cents ORDER BY 1
            """,
            { row in
                func cents(_ amount: Int64?) -> String { amount.map { "\($0) cents" } ?? "none" }
                return "\(row[0] as String): the budget is \(cents(row[1])), and its last change says \(cents(row[2]))"
            }
        ),
        (
            """
            SELECT d.edition, count(*) FROM decision AS d LEFT JOIN edition AS e ON e.digest = d.edition
            WHERE e.digest IS NULL GROUP BY 1
            """,
            { row in "edition \(row[0] as String) is not kept, and \(row[1] as Int) decisions rest on it" }
        ),
        (
            """
            SELECT t.id FROM task AS t LEFT JOIN application AS a
                ON a.program = t.program AND a.application = t.application
            WHERE t.state = 'open' AND t.revision IS NOT a.revision
            """,
            { row in "task \(row[0] as String) is open, but its revision is not the present one" }
        ),
        (
            """
            SELECT a.program, a.application FROM application AS a JOIN decision AS d ON d.id = a.decision
            WHERE d.content_digest <> a.content_digest
            """,
            { row in "\(row[0] as String)/\(row[1] as String): its content's digest is not the one that was decided" }
        ),
        ("PRAGMA foreign_key_check", { row in "a row of \(row[0] as String) refers to nothing" }),
        (
            "SELECT * FROM pragma_integrity_check WHERE integrity_check <> 'ok'",
            { row in "the file is damaged: \(row[0] as String)" }
        ),
    ]

    static func problems(_ database: Database) throws -> [String] {
        var problems: [String] = []
        try database.inTransaction(.deferred) {
            for check in self.checks {
                var found = ProblemList()
                let rows = try Row.fetchCursor(database, sql: check.sql)
                while let row = try rows.next() { found.add(check.problem(row)) }
                problems += found.sentences
            }
            problems += try SQLiteBundles(database: database).problems()
            return .commit
        }
        return problems
    }
}
