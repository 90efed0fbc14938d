import GRDB
import Messages

extension SQLiteWriter {
    /// Tasks as they now stand.
    func writeTasks(_ tasks: some Sequence<TaskRecord>) throws {
        let sql = """
            INSERT INTO task VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET state = excluded.state, reviewer = excluded.reviewer,
                outcome = excluded.outcome, body = excluded.body, due_on = excluded.due_on,
                answered_by = excluded.answered_by
            """
        for task in tasks {
            try self.statement(sql)
                .run(
                    task.task,
                    task.key.program,
                    task.key.application,
                    task.revision,
                    task.kind,
                    task.rule,
                    task.line,
                    task.state.rawValue,
                    task.openedAt,
                    task.dueOn,
                    task.reviewer,
                    task.outcome.map { Blob($0) },
                    Blob(task.body),
                    task.answeredBy
                )
        }
    }
}
