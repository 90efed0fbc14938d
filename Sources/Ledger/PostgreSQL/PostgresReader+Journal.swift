import Messages
import PostgreSQL

extension PostgresReader {
    static let decisionColumns = """
        p.program, d.application, d.revision, d.number, d.status, d.edition, d.event, d.content_digest, d.body,
        d.recorded_at, d.sequence, d.hash
        """

    static func decision(_ row: Row) throws(PostgreSQLError) -> DecisionRecord {
        DecisionRecord(
            key: ApplicationKey(program: try row.text(0), application: try row.text(1)),
            revision: Int(try row.integer(2)),
            number: Int(try row.integer(3)),
            status: try row.text(4),
            edition: try row.text(5),
            eventID: try row.text(6),
            contentDigest: try row.bytes(7),
            decision: try row.bytes(8),
            recordedAt: try row.integer(9),
            sequence: try row.integer(10),
            hash: try row.bytes(11)
        )
    }

    /// Entries with their decisions, which say whose they are and when they were made.
    static func entries(where condition: String) -> String {
        """
        SELECT p.program, d.application, e.revision, e."limit", e."key", e.scope, e.line, e.kind, e.cents,
            d.recorded_at, e.sequence
        FROM entry AS e JOIN decision AS d ON d.program = e.program AND d.sequence = e.sequence
        JOIN program AS p ON p.id = e.program WHERE \(condition)
        """
    }

    static func entry(_ row: Row) throws(PostgreSQLError) -> EntryRecord {
        guard let kind = EntryRecord.Kind(rawValue: try row.text(7)) else {
            throw PostgreSQLError(.unexpected, "an entry of the journal is of no known kind")
        }
        return EntryRecord(
            application: ApplicationKey(program: try row.text(0), application: try row.text(1)),
            revision: Int(try row.integer(2)),
            key: BalanceKey(limit: try row.text(3), key: try row.text(4)),
            scope: try row.text(5),
            line: try row.optionalText(6),
            kind: kind,
            cents: try row.integer(8),
            recordedAt: try row.integer(9),
            sequence: try row.integer(10)
        )
    }

    /// A page of links: decisions, their entries, changes of the budget, which see one state together.
    static func journal(of program: String, after sequence: Int64, limit: Int) throws(PostgreSQLError) -> [Command] {
        let (program, limit) = (try Parameter.text(program), Parameter.integer(min(max(limit, 0), 1_000_000)))
        return [
            Command.once("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"),
            Command.once(
                """
                SELECT \(Self.decisionColumns) FROM program AS p JOIN decision AS d ON d.program = p.id
                WHERE p.program = $1 AND d.sequence > $2 ORDER BY d.sequence LIMIT $3
                """,
                program,
                .integer(sequence),
                limit
            ),
            // A page has no more links than its limit, and links have consecutive numbers.
            Command.once(
                Self.entries(where: "p.program = $1 AND e.sequence > $2 AND e.sequence <= $2 + $3")
                    + " ORDER BY e.sequence, e.place",
                program,
                .integer(sequence),
                limit
            ),
            Command.once(
                """
                SELECT b.cents, b."by", b.recorded_at, b.sequence, b.hash
                FROM program AS p JOIN budget_change AS b ON b.program = p.id
                WHERE p.program = $1 AND b.sequence > $2 ORDER BY b.sequence LIMIT $3
                """,
                program,
                .integer(sequence),
                limit
            ),
            Command.once("COMMIT"),
        ]
    }

    /// Reads what ``journal(of:after:limit:)`` asked for.
    static func links(_ results: [Rows], of program: String, limit: Int) throws(PostgreSQLError) -> [JournalLink] {
        guard results.count == 5 else { throw PostgreSQLError(.unexpected, "the journal's page is not whole") }
        var entries: [Int64: [EntryRecord]] = [:]
        for row in results[2] {
            let entry = try Self.entry(row)
            entries[entry.sequence, default: []].append(entry)
        }
        var links: [JournalLink] = []
        for row in results[1] {
            let decision = try Self.decision(row)
            links.append(.decision(decision, entries: entries[decision.sequence] ?? []))
        }
        for row in results[3] {
            links.append(
                .budget(
                    BudgetRecord(
                        program: program,
                        cents: try row.optionalInteger(0),
                        by: try row.text(1),
                        recordedAt: try row.integer(2),
                        sequence: try row.integer(3),
                        hash: try row.bytes(4)
                    )
                )
            )
        }
        return Array(links.sorted { $0.sequence < $1.sequence }.prefix(max(limit, 0)))
    }
}
