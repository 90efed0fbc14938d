import Foundation
import GRDB
import Messages
import SQLite

/// What the file has already, and how it is referred to in there.
struct StoredRows {
    /// The last number given in each series.
    var numbers = Numbers()
    /// `application.id`.
    var applications: [ApplicationKey: Int64] = [:]
    /// `decision.id` of present decisions, by the id of the event that told them, with their bytes.
    var decisions: [String: (id: Int64, body: [UInt8])] = [:]
    /// `program.id`.
    var programs: [String: Int64] = [:]

    /// What stands in `meta`.
    struct Numbers {
        var application: Int64 = 0
        var decision: Int64 = 0
        var outbox: Int64 = 0
    }
}

/// Reads what one transaction needs.
///
/// What is most often not there is asked of an index, one by one; of the rest all that is wanted goes into one statement
/// as a JSON array.
struct SQLiteReader {
    let session: SQLiteSession
    private(set) var stored = StoredRows()

    var database: Database { self.session.database }

    init(_ session: SQLiteSession) {
        self.session = session
    }

    init(_ database: Database) {
        self.session = SQLiteSession(database)
    }

    mutating func books(for plan: some BatchPlan) throws -> Books {
        var tasks: [String: TaskRecord] = [:]
        var keys = plan.applications
        var named = plan.programs
        named.insertPrograms(of: keys)
        if !plan.tasks.isEmpty {
            for task in try self.tasks(ids: plan.tasks) {
                tasks[task.task] = task
                keys.insert(task.key)
                named.insert(task.key.program)
            }
        }
        let applications = try self.applications(keys)
        if !applications.isEmpty {
            for task in try self.tasks(of: applications.map(\.key)) { tasks[task.task] = task }
        }
        try self.readNumbers()
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
            tasks: Array(tasks.values),
            editions: self.session.knownEditions
        )
        var balances = plan.balances(books)
        for application in applications { balances.formUnion(application.holdings.map(\.key)) }
        books.reserve(balances: balances.count)
        try self.readBalances(balances) { books.lock($0, cents: $1) }
        return books
    }

    private mutating func readNumbers() throws {
        var numbers = StoredRows.Numbers()
        try self.session.numbers.forEachRow { row in
            switch row.text(0) {
            case "application": numbers.application = row.integer(1)
            case "decision": numbers.decision = row.integer(1)
            case "outbox": numbers.outbox = row.integer(1)
            default: break
            }
        }
        self.stored.numbers = numbers
    }

    private static let applicationColumns = """
        a.program, a.application, a.revision, a.content_digest, a.content, a.portal, a.traceparent,
        d.edition, a.status, d.number, d.body, d.event, a.holdings, a.place, a.id, d.id, a.withdrawn_by
        """

    mutating func applications(_ keys: Set<ApplicationKey>) throws -> [ApplicationRecord] {
        var present: [Int64] = []
        for key in keys {
            try self.session.application.run {
                $0.append(key.program)
                $0.append(key.application)
            } row: {
                present.append($0.integer(0))
            }
        }
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
        var balances: [BalanceKey: Int64] = [:]
        try self.readBalances(keys) { balances[$0] = $1 }
        return balances
    }

    /// Calls `body` with the cents of each balance, 0 for one that is not there.
    private func readBalances(_ keys: Set<BalanceKey>, _ body: (BalanceKey, Int64) -> Void) throws {
        for key in keys {
            var cents: Int64 = 0
            try self.session.balance.run {
                $0.append(key.limit)
                $0.append(key.key)
            } row: {
                cents = $0.integer(0)
            }
            body(key, cents)
        }
    }
}

extension Row {
    /// A BLOB that is not NULL.
    func bytes(_ column: Int) -> [UInt8] {
        let data: Data = self[column]
        return Array(data)
    }
}
