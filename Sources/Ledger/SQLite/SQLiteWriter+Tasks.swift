import Messages
import SQLite

extension SQLiteWriter {
    /// Tasks as they now stand.
    func writeTasks(_ tasks: some Sequence<TaskRecord>) throws {
        for task in tasks {
            try self.session.setTask.run {
                $0.append(task.task)
                $0.append(task.key.program)
                $0.append(task.key.application)
                $0.append(Int64(task.revision))
                $0.append(task.kind)
                $0.append(task.rule)
                $0.append(task.line)
                $0.append(task.state.rawValue)
                $0.append(task.openedAt)
                $0.append(task.dueOn)
                $0.append(task.reviewer)
                if let outcome = task.outcome { $0.append(blob: outcome) } else { $0.appendNull() }
                $0.append(blob: task.body)
                $0.append(task.answeredBy)
            }
        }
    }
}
