import Foundation
import GRDB
import Messages

/// Makes the journal of schema 1 a chain: decisions in the order in which they were made, each with its entries, and
/// at the end the budget.
///
/// Schema 1 did not keep the contents of earlier revisions nor which decision an entry came from: a decision on an
/// earlier revision has an empty content digest, and entries are matched by application, moment and revision.
struct SQLiteChaining {
    private let database: Database
    private var programs: [String: (id: Int64, record: ProgramRecord)] = [:]
    /// Rows read at a time: bounds the memory.
    private static let page = 500

    init(_ database: Database) {
        self.database = database
    }

    func run() throws {
        var chaining = self
        try chaining.makePrograms()
        try chaining.assignEntries()
        try chaining.chain()
        try chaining.addBudgets()
    }

    private mutating func makePrograms() throws {
        let sql = """
            SELECT program, max(place) FROM (
                SELECT program, place FROM application UNION ALL SELECT program, 0 FROM budget
            ) GROUP BY program ORDER BY program
            """
        for row in try Row.fetchAll(self.database, sql: sql) {
            let record = ProgramRecord(program: row[0], lastOrder: row[1])
            let id = Int64(self.programs.count + 1)
            try self.database.execute(
                sql: "INSERT INTO program VALUES (?, ?, NULL, ?, 0, x'')",
                arguments: [id, record.program, record.lastOrder]
            )
            self.programs[record.program] = (id, record)
        }
    }

    private func assignEntries() throws {
        var last: Int64 = 0
        while true {
            let sql = "SELECT id, program, application FROM application WHERE id > ? ORDER BY id LIMIT ?"
            let page = try Row.fetchAll(self.database, sql: sql, arguments: [last, Self.page])
            guard let end = page.last else { return }
            last = end[0]
            for row in page { try self.assignEntries(application: row[0], program: row[1], id: row[2]) }
        }
    }

    /// Walks decisions and entries of one application side by side.
    ///
    /// A decision's entries are releases first, then what is held anew.
    private func assignEntries(application: Int64, program: String, id: String) throws {
        let decisions = try Row.fetchAll(
            self.database.cachedStatement(
                sql: "SELECT id, revision, recorded_at FROM decision WHERE application = ? ORDER BY id"
            ),
            arguments: [application]
        )
        let entries = try Row.fetchAll(
            self.database.cachedStatement(
                sql: "SELECT * FROM entry_001 WHERE program = ? AND application = ? ORDER BY id"
            ),
            arguments: [program, id]
        )
        var current = 0
        var hasAdded = false
        var place = 0
        let insert = try self.database.cachedStatement(sql: "INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")
        for entry in entries {
            let isRelease = entry["kind"] == "released"
            let moment: Int64 = entry["recorded_at"]
            let revision: Int = entry["revision"]
            var next = current
            if isRelease, hasAdded { next += 1 }
            while next < decisions.count - 1,
                decisions[next]["recorded_at"] < moment || (!isRelease && decisions[next]["revision"] < revision)
            {
                next += 1
            }
            next = min(next, decisions.count - 1)
            guard next >= 0 else { throw LedgerFault(.corrupt, "an application of \(program) has no decision") }
            if next != current {
                current = next
                place = 0
                hasAdded = false
            }
            hasAdded = hasAdded || !isRelease
            place += 1
            try insert.execute(
                arguments: [
                    decisions[current]["id"], place, revision, entry["limit"], entry["key"], entry["scope"],
                    entry["line"], entry["kind"], entry["cents"],
                ]
            )
        }
    }

    private mutating func chain() throws {
        let sql = """
            SELECT d.id, a.program, a.application, d.revision, d.number, d.status, d.edition, d.event, d.recorded_at,
                d.body, CASE d.revision WHEN a.revision THEN a.content_digest ELSE x'' END
            FROM decision AS d JOIN application AS a ON a.id = d.application WHERE d.id > ? ORDER BY d.id LIMIT ?
            """
        var last: Int64 = 0
        while true {
            let page = try Row.fetchAll(self.database.cachedStatement(sql: sql), arguments: [last, Self.page])
            guard let end = page.last else { return }
            last = end[0]
            for row in page { try self.chain(row) }
        }
    }

    private mutating func chain(_ row: Row) throws {
        let key = ApplicationKey(program: row[1], application: row[2])
        guard var program = self.programs[key.program] else { return }
        let decision = DecisionRecord(
            key: key,
            revision: row[3],
            number: row[4],
            status: row[5],
            edition: row[6],
            eventID: row[7],
            contentDigest: row.bytes(10),
            decision: row.bytes(9),
            recordedAt: row[8],
            sequence: program.record.sequence + 1,
            hash: []
        )
        let entries = try SQLiteReader(self.database).entries(ofDecision: row[0], decision)
        program.record.sequence = decision.sequence
        program.record.head = JournalLink.hash(decision, entries, after: program.record.head)
        self.programs[key.program] = program
        try self.database
            .cachedStatement(
                sql: "UPDATE decision SET program = ?, sequence = ?, content_digest = ?, hash = ? WHERE id = ?"
            )
            .run(
                program.id,
                decision.sequence,
                Blob(decision.contentDigest),
                Blob(program.record.head),
                row[0] as Int64
            )
    }

    private func addBudgets() throws {
        var budgets: [String: Int64] = [:]
        for row in try Row.fetchAll(self.database, sql: "SELECT program, cents FROM budget") {
            budgets[row[0]] = row[1]
        }
        let now = Int64(Date().timeIntervalSince1970 * 1_000)
        let session = SQLiteSession(self.database)
        for (name, program) in self.programs {
            var books = Books(now: now, programs: [program.record])
            if let cents = budgets[name] { books.setBudget(of: name, cents: cents, by: "schema 1") }
            try SQLiteWriter.write(books.changes.budgets, program: program.id, session)
            try SQLiteWriter.update(books.changes.programs.first ?? program.record, id: program.id, session)
        }
    }
}
