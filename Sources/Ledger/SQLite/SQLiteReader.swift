import Foundation
import GRDB
import Messages

/// What the file has already, and how it is referred to in there.
struct StoredRows {
    /// `application.id`.
    var applications: [ApplicationKey: Int64] = [:]
    /// `decision.id` of present decisions, by the id of the event that told them, with their bytes.
    var decisions: [String: (id: Int64, body: [UInt8])] = [:]
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
        if !plan.tasks.isEmpty {
            for task in try self.tasks(ids: plan.tasks) {
                tasks[task.task] = task
                keys.insert(task.key)
            }
        }
        let applications = keys.isEmpty ? [] : try self.applications(keys)
        if !applications.isEmpty {
            for task in try self.tasks(of: applications.map(\.key)) { tasks[task.task] = task }
        }
        try self.readMeta()
        var books = Books(
            now: plan.recordedAt,
            applications: applications,
            absent: keys.subtracting(applications.map(\.key)),
            tasks: Array(tasks.values),
            budgets: try self.budgets(),
            lastOrder: self.stored.last["order", default: 0]
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

    private mutating func applications(_ keys: Set<ApplicationKey>) throws -> [ApplicationRecord] {
        let sql = """
            SELECT a.program, a.application, a.revision, a.content_digest, a.content, a.portal, a.traceparent,
                d.edition, a.status, d.number, d.body, d.event, a.holdings, a.place, a.id, d.id, a.withdrawn_by
            FROM json_each(?) AS wanted
            CROSS JOIN application AS a ON a.program = json_extract(wanted.value, '$[0]')
                AND a.application = json_extract(wanted.value, '$[1]')
            CROSS JOIN decision AS d ON d.id = a.decision
            """
        let wanted = SQLiteJSON.pairs(keys.map { ($0.program, $0.application) })
        let rows = try Row.fetchCursor(self.database.cachedStatement(sql: sql), arguments: [wanted])
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

    private func balances(_ keys: Set<BalanceKey>) throws -> [BalanceKey: Int64] {
        guard !keys.isEmpty else { return [:] }
        let sql = """
            SELECT b."limit", b."key", b.cents FROM json_each(?) AS wanted
            CROSS JOIN balance AS b ON b."limit" = json_extract(wanted.value, '$[0]')
                AND b."key" = json_extract(wanted.value, '$[1]')
            """
        let wanted = SQLiteJSON.pairs(keys.map { ($0.limit, $0.key) })
        let rows = try Row.fetchCursor(self.database.cachedStatement(sql: sql), arguments: [wanted])
        var balances = Dictionary(keys.map { ($0, Int64(0)) }, uniquingKeysWith: { first, _ in first })
        while let row = try rows.next() { balances[BalanceKey(limit: row[0], key: row[1])] = row[2] }
        return balances
    }

    private static let taskColumns = """
        t.id, t.program, t.application, t.revision, t.kind, t.rule, t.line, t.state, t.body, t.outcome, t.reviewer,
        t.opened_at, t.due_on
        """

    private func tasks(ids: Set<String>) throws -> [TaskRecord] {
        let sql = """
            SELECT \(Self.taskColumns) FROM json_each(?) AS wanted CROSS JOIN task AS t ON t.id = wanted.value
            """
        return try self.tasks(sql, SQLiteJSON.list(ids))
    }

    /// Those of the present revision.
    private func tasks(of keys: [ApplicationKey]) throws -> [TaskRecord] {
        let sql = """
            SELECT \(Self.taskColumns) FROM json_each(?) AS wanted
            CROSS JOIN application AS a ON a.id = wanted.value
            CROSS JOIN task AS t ON t.program = a.program AND t.application = a.application AND t.revision = a.revision
            """
        return try self.tasks(sql, SQLiteJSON.list(keys.compactMap { self.stored.applications[$0] }))
    }

    private func tasks(_ sql: String, _ wanted: String) throws -> [TaskRecord] {
        let rows = try Row.fetchCursor(self.database.cachedStatement(sql: sql), arguments: [wanted])
        var tasks: [TaskRecord] = []
        while let row = try rows.next() {
            guard let state = TaskRecord.State(rawValue: row[7]) else { continue }
            let outcome: Data? = row[9]
            tasks.append(
                TaskRecord(
                    task: row[0],
                    key: ApplicationKey(program: row[1], application: row[2]),
                    revision: row[3],
                    kind: row[4],
                    rule: row[5],
                    line: row[6],
                    state: state,
                    body: row.bytes(8),
                    outcome: outcome.map { Array($0) },
                    reviewer: row[10],
                    openedAt: row[11],
                    dueOn: row[12]
                )
            )
        }
        return tasks
    }
}

extension Row {
    /// A BLOB that is not NULL.
    func bytes(_ column: Int) -> [UInt8] {
        let data: Data = self[column]
        return Array(data)
    }
}
