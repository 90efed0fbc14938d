import Messages

extension SQLiteWriter {
    /// Tasks as they now stand.
    func writeTasks(_ tasks: some Sequence<TaskRecord>) throws {
        for task in tasks {
            try self.session.setTask.run(
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
