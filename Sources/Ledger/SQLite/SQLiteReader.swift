import Foundation
import GRDB
import Messages

/// What the file has already, and how it is referred to in there.
struct StoredRows {
    /// `application.id`.
    var applications: [ApplicationKey: Int64] = [:]
    /// `decision.id` of present decisions, by the id of the event that told them, with their bytes.
    var decisions: [String: (id: Int64, body: [UInt8])] = [:]
    /// `program.id`.
    var programs: [String: Int64] = [:]
    /// The last number given in each series of `meta`.
    var last: [String: Int64] = [:]
}

/// Reads what one transaction needs, in few statements: what is wanted goes in as one JSON array.
struct SQLiteReader {
    let database: Database
    private(set) var stored = StoredRows()

    init(_ database: Database) {
        self.database = database
    }

    mutating func books(for plan: some BatchPlan) throws -> Books {
        var tasks: [String: TaskRecord] = [:]
        var keys = plan.applications
        var named = plan.programs.union(keys.map(\.program))
        if !plan.tasks.isEmpty {
            for task in try self.tasks(ids: plan.tasks) {
                tasks[task.task] = task
                keys.insert(task.key)
                named.insert(task.key.program)
            }
        }
        let applications = keys.isEmpty ? [] : try self.applications(keys)
        if !applications.isEmpty {
            for task in try self.tasks(of: applications.map(\.key)) { tasks[task.task] = task }
        }
        try self.readMeta()
        var programs = Dictionary(named.map { ($0, ProgramRecord(program: $0)) }) { $1 }
        for (id, program) in try self.programs() {
            self.stored.programs[program.program] = id
            if named.contains(program.program) { programs[program.program] = program }
        }
        var books = Books(
            now: plan.recordedAt,
            programs: Array(programs.values),
            applications: applications,
            absent: keys.subtracting(applications.map(\.key)),
            tasks: Array(tasks.values)
        )
        var balances = plan.balances(books)
        for application in applications { balances.formUnion(application.holdings.map(\.key)) }
        books.lock(try self.balances(balances))
        return books
    }

    private mutating func readMeta() throws {
        let rows = try Row.fetchCursor(self.database.cachedStatement(sql: "SELECT name, value FROM meta"))
        while let row = try rows.next() { self.stored.last[row[0]] = row[1] }
    }

    private static let applicationColumns = """
        a.program, a.application, a.revision, a.content_digest, a.content, a.portal, a.traceparent,
        d.edition, a.status, d.number, d.body, d.event, a.holdings, a.place, a.id, d.id, a.withdrawn_by
        """

    mutating func applications(_ keys: Set<ApplicationKey>) throws -> [ApplicationRecord] {
        // Most are new: whether they are there is asked of the index alone.
        let keys = Array(keys)
        let lookup = SQLiteLookup(
            self.database,
            table: "application",
            columns: (#""program""#, #""application""#),
            value: "id"
        )
        var present: [Int64] = []
        try lookup.find(keys.lazy.map { ($0.program, $0.application) }) { present.append($1) }
        guard !present.isEmpty else { return [] }
        let sql = """
            SELECT \(Self.applicationColumns) FROM json_each(?) AS wanted
            CROSS JOIN application AS a ON a.id = wanted.value
            CROSS JOIN decision AS d ON d.id = a.decision
            """
        return try self.applications(sql, [SQLiteJSON.list(present)])
    }

    /// Those of one status in the order of record; the waiting ones have an index of their own.
    mutating func applications(
        of program: String,
        status: String?,
        after order: Int64,
        limit: Int
    ) throws -> [ApplicationRecord] {
        let condition =
            switch status {
            case nil: "?2 IS NULL"
            case "waitlisted": "a.status = 'waitlisted' AND a.status = ?2"
            default: "a.status = ?2"
            }
        let sql = """
            SELECT \(Self.applicationColumns) FROM application AS a CROSS JOIN decision AS d ON d.id = a.decision
            WHERE a.program = ?1 AND \(condition) AND a.place > ?3 ORDER BY a.place LIMIT ?4
            """
        return try self.applications(sql, [program, status, order, max(limit, 0)])
    }

    private mutating func applications(_ sql: String, _ arguments: StatementArguments) throws -> [ApplicationRecord] {
        let rows = try Row.fetchCursor(self.database.cachedStatement(sql: sql), arguments: arguments)
        var records: [ApplicationRecord] = []
        while let row = try rows.next() {
            let key = ApplicationKey(program: row[0], application: row[1])
            let record = ApplicationRecord(
                key: key,
                revision: row[2],
                contentDigest: row.bytes(3),
                content: row.bytes(4),
                portal: row[5],
                traceparent: row[6],
                edition: row[7],
                status: row[8],
                decisionNumber: row[9],
                decision: row.bytes(10),
                eventID: row[11],
                holdings: try SQLiteJSON.holdings(row[12]),
                order: row[13],
                withdrawnBy: row[16]
            )
            self.stored.applications[key] = row[14]
            self.stored.decisions[record.eventID] = (row[15], record.decision)
            records.append(record)
        }
        return records
    }

    func balances(_ keys: Set<BalanceKey>) throws -> [BalanceKey: Int64] {
        guard !keys.isEmpty else { return [:] }
        let keys = Array(keys)
        let lookup = SQLiteLookup(
            self.database,
            table: "balance",
            columns: (#""limit""#, #""key""#),
            value: "cents"
        )
        var cents = [Int64](repeating: 0, count: keys.count)
        try lookup.find(keys.lazy.map { ($0.limit, $0.key) }) { cents[$0] = $1 }
        return Dictionary(zip(keys, cents)) { first, _ in first }
    }
}

extension Row {
    /// A BLOB that is not NULL.
    func bytes(_ column: Int) -> [UInt8] {
        let data: Data = self[column]
        return Array(data)
    }
}
