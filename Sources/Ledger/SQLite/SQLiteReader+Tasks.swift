import Foundation
import GRDB
import Messages

extension SQLiteReader {
    private static let taskColumns = """
        t.id, t.program, t.application, t.revision, t.kind, t.rule, t.line, t.state, t.body, t.outcome, t.reviewer,
        t.opened_at, t.due_on, t.answered_by
        """

    func tasks(ids: Set<String>) throws -> [TaskRecord] {
        let sql = """
            SELECT \(Self.taskColumns) FROM json_each(?) AS wanted CROSS JOIN task AS t ON t.id = wanted.value
            """
        return try self.tasks(sql, [SQLiteJSON.list(ids)])
    }

    /// Those of the present revision.
    func tasks(of keys: [ApplicationKey]) throws -> [TaskRecord] {
        let sql = """
            SELECT \(Self.taskColumns) FROM json_each(?) AS wanted
            CROSS JOIN application AS a ON a.id = wanted.value
            CROSS JOIN task AS t ON t.program = a.program AND t.application = a.application AND t.revision = a.revision
            """
        return try self.tasks(sql, [SQLiteJSON.list(keys.compactMap { self.stored.applications[$0] })])
    }

    /// Those of all revisions.
    func tasks(of key: ApplicationKey) throws -> [TaskRecord] {
        let sql = """
            SELECT \(Self.taskColumns) FROM task AS t WHERE t.program = ? AND t.application = ? ORDER BY t.id
            """
        return try self.tasks(sql, [key.program, key.application])
    }

    /// Those that wait, the most urgent first; without a date they come last.
    func openTasks(of program: String?, kind: String?, offset: Int, limit: Int) throws -> [TaskRecord] {
        let sql = """
            SELECT \(Self.taskColumns) FROM task AS t
            WHERE t.state = 'open' AND coalesce(t.program = ?, true) AND coalesce(t.kind = ?, true)
            ORDER BY t.due_on IS NULL, t.due_on, t.id LIMIT ? OFFSET ?
            """
        return try self.tasks(sql, [program, kind, max(limit, 0), max(offset, 0)])
    }

    private func tasks(_ sql: String, _ arguments: StatementArguments) throws -> [TaskRecord] {
        let rows = try Row.fetchCursor(self.database.cachedStatement(sql: sql), arguments: arguments)
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
                    answeredBy: row[13],
                    openedAt: row[11],
                    dueOn: row[12]
                )
            )
        }
        return tasks
    }
}
