import Messages
import PostgreSQL

extension PostgresReader {
    static let taskColumns = """
        t.id, p.program, t.application, t.revision, t.kind, t.rule, t.line, t.state, t.body, t.outcome, t.reviewer,
        t.opened_at, t.due_on, t.answered_by
        """

    /// The tasks of these ids, and of the present revision of these applications and of those that the tasks are about.
    static func tasks(_ wanted: Wanted) -> Command {
        Command(Self.tasksSQL, wanted.programs, wanted.applications, wanted.tasks)
    }

    private static let tasksSQL = """
        SELECT \(taskColumns) FROM \(wanted)
        CROSS JOIN LATERAL (
            SELECT * FROM task AS t
            WHERE t.program = a.program AND t.application = a.application AND t.revision = a.revision OFFSET 0
        ) AS t
        JOIN program AS p ON p.id = t.program
        UNION ALL
        SELECT \(taskColumns) FROM task AS t JOIN program AS p ON p.id = t.program WHERE t.id = ANY ($3)
        """

    static func task(_ row: Row) throws(PostgreSQLError) -> TaskRecord {
        guard let state = TaskRecord.State(rawValue: try row.text(7)) else {
            throw PostgreSQLError(.unexpected, "a task is in no known state")
        }
        return TaskRecord(
            task: try row.text(0),
            key: ApplicationKey(program: try row.text(1), application: try row.text(2)),
            revision: Int(try row.integer(3)),
            kind: try row.text(4),
            rule: try row.text(5),
            line: try row.optionalText(6),
            state: state,
            body: try row.bytes(8),
            outcome: try row.optionalBytes(9),
            reviewer: try row.optionalText(10),
            answeredBy: try row.optionalText(13),
            openedAt: try row.integer(11),
            dueOn: try row.optionalText(12)
        )
    }
}
