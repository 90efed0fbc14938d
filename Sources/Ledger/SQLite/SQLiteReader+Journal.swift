import GRDB
import Messages

extension SQLiteReader {
    private static let decisionColumns = """
        d.id, a.program, a.application, d.revision, d.number, d.status, d.edition, d.event, d.content_digest, d.body,
        d.recorded_at, d.sequence, d.hash
        """

    func history(of key: ApplicationKey) throws -> [DecisionRecord] {
        let sql = """
            SELECT \(Self.decisionColumns) FROM application AS a JOIN decision AS d ON d.application = a.id
            WHERE a.program = ? AND a.application = ? ORDER BY d.id
            """
        return try self.decisions(sql, [key.program, key.application]).map(\.record)
    }

    func journal(of program: String, after sequence: Int64, limit: Int) throws -> [JournalLink] {
        let limit = max(limit, 0)
        let sql = """
            SELECT \(Self.decisionColumns) FROM program AS p JOIN decision AS d ON d.program = p.id
            JOIN application AS a ON a.id = d.application
            WHERE p.program = ? AND d.sequence > ? ORDER BY d.sequence LIMIT ?
            """
        let decisions = try self.decisions(sql, [program, sequence, limit])
        let keys = Dictionary(decisions.map { ($0.id, $0.record) }) { $1 }
        var entries: [Int64: [EntryRecord]] = [:]
        for (decision, entry) in try self.entries(
            where: "d.id IN (SELECT value FROM json_each(?)) ORDER BY e.decision, e.place",
            [SQLiteJSON.list(keys.keys)]
        ) {
            entries[decision, default: []].append(entry)
        }
        var links = decisions.map { JournalLink.decision($0.record, entries: entries[$0.id] ?? []) }
        links += try self.budgets(of: program, after: sequence, limit: limit).map { .budget($0) }
        return Array(links.sorted { $0.sequence < $1.sequence }.prefix(limit))
    }

    func entries(of key: BalanceKey) throws -> [EntryRecord] {
        try self.entries(
            where: #"e."key" = ? AND e."limit" = ? ORDER BY e.decision, e.place"#,
            [key.key, key.limit]
        )
        .map(\.record)
    }

    func entries(scope: String?, key: String) throws -> [EntryRecord] {
        try self.entries(
            where: #"e."key" = ? AND coalesce(e.scope = ?, true) ORDER BY e.decision, e.place"#,
            [key, scope]
        )
        .map(\.record)
    }

    /// The entries of a decision, whose own row is left alone: it may not be whole yet.
    func entries(ofDecision id: Int64, _ decision: DecisionRecord) throws -> [EntryRecord] {
        let sql = """
            SELECT revision, "limit", "key", scope, line, kind, cents FROM entry WHERE decision = ? ORDER BY place
            """
        let rows = try Row.fetchCursor(self.database.cachedStatement(sql: sql), arguments: [id])
        var entries: [EntryRecord] = []
        while let row = try rows.next() {
            entries.append(
                try Self.entry(row, from: 0, of: decision.key, at: decision.recordedAt, decision.sequence)
            )
        }
        return entries
    }

    private func entries(
        where condition: String,
        _ arguments: StatementArguments
    ) throws -> [(decision: Int64, record: EntryRecord)] {
        let sql = """
            SELECT e.decision, a.program, a.application, d.recorded_at, d.sequence,
                e.revision, e."limit", e."key", e.scope, e.line, e.kind, e.cents
            FROM entry AS e JOIN decision AS d ON d.id = e.decision JOIN application AS a ON a.id = d.application
            WHERE \(condition)
            """
        let rows = try Row.fetchCursor(self.database.cachedStatement(sql: sql), arguments: arguments)
        var entries: [(decision: Int64, record: EntryRecord)] = []
        while let row = try rows.next() {
            let key = ApplicationKey(program: row[1], application: row[2])
            entries.append((row[0], try Self.entry(row, from: 5, of: key, at: row[3], row[4])))
        }
        return entries
    }

    private static func entry(
        _ row: Row,
        from column: Int,
        of application: ApplicationKey,
        at moment: Int64,
        _ sequence: Int64
    ) throws -> EntryRecord {
        guard let kind = EntryRecord.Kind(rawValue: row[column + 5]) else {
            throw LedgerFault(.corrupt, "an entry of the journal is of no known kind")
        }
        return EntryRecord(
            application: application,
            revision: row[column],
            key: BalanceKey(limit: row[column + 1], key: row[column + 2]),
            scope: row[column + 3],
            line: row[column + 4],
            kind: kind,
            cents: row[column + 6],
            recordedAt: moment,
            sequence: sequence
        )
    }

    private func decisions(
        _ sql: String,
        _ arguments: StatementArguments
    ) throws -> [(id: Int64, record: DecisionRecord)] {
        let rows = try Row.fetchCursor(self.database.cachedStatement(sql: sql), arguments: arguments)
        var decisions: [(id: Int64, record: DecisionRecord)] = []
        while let row = try rows.next() {
            let record = DecisionRecord(
                key: ApplicationKey(program: row[1], application: row[2]),
                revision: row[3],
                number: row[4],
                status: row[5],
                edition: row[6],
                eventID: row[7],
                contentDigest: row.bytes(8),
                decision: row.bytes(9),
                recordedAt: row[10],
                sequence: row[11],
                hash: row.bytes(12)
            )
            decisions.append((row[0], record))
        }
        return decisions
    }

    private func budgets(of program: String, after sequence: Int64, limit: Int) throws -> [BudgetRecord] {
        let sql = """
            SELECT b.cents, b."by", b.recorded_at, b.sequence, b.hash
            FROM program AS p JOIN budget_change AS b ON b.program = p.id
            WHERE p.program = ? AND b.sequence > ? ORDER BY b.sequence LIMIT ?
            """
        let statement = try self.database.cachedStatement(sql: sql)
        return try Row.fetchAll(statement, arguments: [program, sequence, limit])
            .map { row in
                BudgetRecord(
                    program: program,
                    cents: row[0],
                    by: row[1],
                    recordedAt: row[2],
                    sequence: row[3],
                    hash: row.bytes(4)
                )
            }
    }
}
