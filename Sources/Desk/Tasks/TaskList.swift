public import Ledger

/// A part of the open tasks, those that are due first at the front.
public struct TaskList: Sendable, Equatable {
    /// The tasks of this part.
    public let tasks: [TaskSummary]
    /// How many matching tasks come before it.
    public let offset: Int
    /// Whether more come behind it.
    public let hasMore: Bool

    /// A list of its parts.
    public init(tasks: [TaskSummary], offset: Int, hasMore: Bool) {
        self.tasks = tasks
        self.offset = offset
        self.hasMore = hasMore
    }

    /// How many tasks are asked of the ledger at once.
    private static let batch = 200

    /// Reads the tasks that a filter lets through.
    ///
    /// - Parameters:
    ///   - today: The date, `YYYY-MM-DD`.
    ///   - offset: How many matching tasks to leave out from the front.
    ///   - limit: How many at most.
    public static func read(
        _ ledger: any Ledger,
        filter: TaskFilter,
        today: String,
        offset: Int = 0,
        limit: Int
    ) async throws(LedgerFault) -> TaskList {
        var matching: [TaskSummary] = []
        var skipped = 0
        var position = 0
        while true {
            let records = try await ledger.openTasks(
                of: filter.program,
                kind: filter.kind,
                offset: position,
                limit: Self.batch
            )
            position += records.count
            for record in records {
                let task = TaskSummary(record)
                guard filter.matches(task, today: today) else { continue }
                if skipped < offset { skipped += 1 } else { matching.append(task) }
                if matching.count > limit {
                    return TaskList(tasks: Array(matching.prefix(limit)), offset: offset, hasMore: true)
                }
            }
            if records.count < Self.batch { break }
        }
        return TaskList(tasks: matching, offset: offset, hasMore: false)
    }
}
