public import Ledger
public import Messages
public import Rulebook

/// Reads the pages of a desk from the ledger; writes nothing.
public struct DeskReader: Sendable {
    private let ledger: any Ledger
    private let editions: Editions

    /// A reader of `ledger`.
    ///
    /// - Parameter shelf: The rulebooks at hand; what decisions rest on beside them is read from the ledger.
    public init(_ ledger: any Ledger, shelf: RulebookShelf) {
        self.ledger = ledger
        self.editions = Editions(ledger: ledger, shelf: shelf)
    }

    /// The open tasks that a filter lets through.
    public func tasks(
        _ filter: TaskFilter,
        today: String,
        offset: Int = 0,
        limit: Int
    ) async throws(LedgerFault) -> TaskList {
        try await TaskList.read(self.ledger, filter: filter, today: today, offset: offset, limit: limit)
    }

    /// The record of a task; `nil` if there is none of that id.
    public func record(_ task: String) async throws(LedgerFault) -> TaskRecord? {
        try await self.ledger.task(task)
    }

    /// The page of a task, whatever its state; `nil` if there is none of that id.
    public func page(_ task: String) async throws(LedgerFault) -> TaskPage? {
        guard let record = try await self.ledger.task(task) else { return nil }
        let application = try await self.ledger.application(record.key)
        let tasks = try await self.ledger.tasks(of: record.key)
        let rulebook = try await self.editions.rulebook(application)
        return TaskPage(record, application: application, tasks: tasks, rulebook: rulebook)
    }

    /// The page of an application; `nil` if it is not known.
    public func application(_ key: ApplicationKey) async throws(LedgerFault) -> ApplicationPage? {
        guard let application = try await self.ledger.application(key) else { return nil }
        let history = try await self.ledger.history(of: key)
        let tasks = try await self.ledger.tasks(of: key)
        let rulebook = try await self.editions.rulebook(application)
        return ApplicationPage(application, history: history, tasks: tasks, rulebook: rulebook)
    }

    /// The applications called `id`, of whatever program: one, unless several programs use the same id.
    public func applications(called id: String) async throws(LedgerFault) -> [ApplicationKey] {
        var found: [ApplicationKey] = []
        for program in try await self.ledger.programs() {
            let key = ApplicationKey(program: program.program, application: id)
            if try await self.ledger.application(key) != nil { found.append(key) }
        }
        return found
    }
}
