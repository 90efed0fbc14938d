import Messages
import PostgreSQL

/// Reads what a plan needs, within a transaction that it begins.
struct PostgresBooks<Plan: BatchPlan> {
    let plan: Plan
    /// The programs that it may change.
    let names: Set<String>
    /// Whether they are locked; if not, one state of the ledger is seen and nothing can be changed.
    let locks: Bool

    func read(_ session: PostgresSession) throws -> (books: Books, stored: PostgresRows) {
        var reader = PostgresReader()
        guard !self.names.isEmpty || !self.locks else {
            // Marks and events only: nothing to be read, and the transaction begins with what it writes.
            return (Books(now: self.plan.recordedAt, editions: session.knownEditions), reader.stored)
        }
        let begin = self.locks ? "BEGIN" : "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
        var commands = [Command(begin), try PostgresReader.programs(self.names, locked: self.locks)]
        let (keys, ids) = (self.plan.applications, self.plan.tasks)
        let isAsking = !keys.isEmpty || !ids.isEmpty
        if isAsking {
            let wanted = try PostgresReader.Wanted(keys, tasks: ids)
            commands.append(PostgresReader.applications(wanted))
            // Those of applications alone are asked for later, if one is on record: hardly any of a batch is.
            if !ids.isEmpty { commands.append(PostgresReader.tasks(wanted)) }
        }
        // What the plan may change whatever is on record is asked for at once: most often that is all, and saves a trip.
        let expected = self.plan.balances(Books(now: self.plan.recordedAt))
        commands.append(try PostgresReader.balances(expected))
        let results = try session.run(commands)
        let found = try reader.programs(results[1])
        let programs = Dictionary(found.map { ($0.program, $0) }) { $1 }
        if self.locks, let missing = self.names.first(where: { programs[$0] == nil }) {
            session.knownPrograms.remove(missing)
            throw LedgerFault(.io, "the row of the program \(missing) has gone from the ledger")
        }
        let applications = isAsking ? try reader.applications(results[2]) : []
        var tasks: [String: TaskRecord] = [:]
        for row in try ids.isEmpty ? self.tasks(of: applications, session) : results[3].map({ $0 }) {
            let task = try PostgresReader.task(row)
            tasks[task.task] = task
        }
        var books = Books(
            now: self.plan.recordedAt,
            programs: self.names.map { programs[$0] ?? ProgramRecord(program: $0) },
            applications: applications,
            absent: keys.union(tasks.values.map(\.key)).subtracting(applications.map(\.key)),
            tasks: Array(tasks.values),
            editions: session.knownEditions
        )
        try self.lock(expected, results[commands.count - 1], &books)
        guard !applications.isEmpty || !tasks.isEmpty else { return (books, reader.stored) }
        var others = self.plan.balances(books)
        for application in applications { others.formUnion(application.holdings.map(\.key)) }
        others.subtract(expected)
        if !others.isEmpty {
            try self.lock(others, try session.run(try PostgresReader.balances(others)), &books)
        }
        return (books, reader.stored)
    }

    private func tasks(of applications: [ApplicationRecord], _ session: PostgresSession) throws -> [Row] {
        guard !applications.isEmpty else { return [] }
        let wanted = try PostgresReader.Wanted(Set(applications.map(\.key)), tasks: [])
        return try session.run(PostgresReader.tasks(wanted)).map { $0 }
    }

    private func lock(_ keys: Set<BalanceKey>, _ rows: Rows, _ books: inout Books) throws {
        let balances = try PostgresReader.balances(keys, rows)
        books.reserve(balances: balances.count)
        for (key, cents) in balances { books.lock(key, cents: cents) }
    }
}
