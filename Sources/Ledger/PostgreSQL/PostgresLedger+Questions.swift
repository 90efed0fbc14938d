public import Messages
import PostgreSQL

extension PostgresLedger {
    /// Events that are committed and not known to be published, oldest first.
    public func pendingEvents(
        after place: Int64,
        limit: Int,
        includingReturned: Bool
    ) async throws(LedgerFault) -> [OutboxEvent] {
        try await self.side.ask { session in
            let limit = max(limit, 0)
            let condition = "o.place > $1 AND (o.returned IS NULL OR $2) ORDER BY o.place LIMIT $3"
            let command = Command.once(
                PostgresReader.events(from: "outbox", where: condition),
                .integer(place),
                .boolean(includingReturned),
                .integer(limit)
            )
            // In one state of the ledger: meanwhile a bundle may be untied.
            let results = try session.run([
                Command("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"), command,
                PostgresBundles.question(after: place, limit: limit), Command("COMMIT"),
            ])
            let rows = try results[1].map { try PostgresReader.event($0) }
            let bundled = try PostgresBundles(session: session).events(in: results[2], after: place, limit: limit)
            return Array((rows + bundled).sorted { $0.place < $1.place }.prefix(limit))
        }
    }

    /// Every program that anything was recorded of, by name.
    public func programs() async throws(LedgerFault) -> [ProgramRecord] {
        try await self.side.ask { session in
            let sql = """
                SELECT id, program, budget, last_order, sequence, head FROM program
                WHERE sequence > 0 OR last_order > 0 OR budget IS NOT NULL ORDER BY program
                """
            return try session.run(Command.once(sql)).map { try PostgresReader.program($0) }
        }
    }

    /// The application as it stands.
    public func application(_ key: ApplicationKey) async throws(LedgerFault) -> ApplicationRecord? {
        try await self.side.ask { session in
            try session.run(try PostgresReader.applications(PostgresReader.Wanted([key], tasks: []))).first
                .map { try PostgresReader.application($0) }
        }
    }

    /// A program's applications of one status, or all, in the order of record.
    public func applications(
        of program: String,
        status: String?,
        after order: Int64,
        limit: Int
    ) async throws(LedgerFault) -> [ApplicationRecord] {
        try await self.side.ask { session in
            let condition =
                switch status {
                case nil: "$2::text IS NULL"
                // The waiting ones have an index of their own.
                case "waitlisted": "a.status = 'waitlisted' AND a.status = $2"
                default: "a.status = $2"
                }
            let command = Command.once(
                """
                SELECT \(PostgresReader.applicationColumns) FROM program AS p JOIN application AS a ON a.program = p.id
                JOIN decision AS d ON d.program = a.program AND d.sequence = a.decision
                WHERE p.program = $1 AND \(condition) AND a.place > $3 ORDER BY a.place LIMIT $4
                """,
                try .text(program),
                try .text(status),
                .integer(order),
                .integer(max(limit, 0))
            )
            return try session.read(command).map { try PostgresReader.application($0) }
        }
    }

    /// The tasks of an application, of all its revisions, in the order of their ids.
    public func tasks(of key: ApplicationKey) async throws(LedgerFault) -> [TaskRecord] {
        try await self.side.ask { session in
            let command = Command.once(
                """
                SELECT \(PostgresReader.taskColumns) FROM program AS p JOIN task AS t ON t.program = p.id
                WHERE p.program = $1 AND t.application = $2 ORDER BY t.id
                """,
                try .text(key.program),
                try .text(key.application)
            )
            return try session.run(command).map { try PostgresReader.task($0) }
        }
    }

    /// The task of that id, whatever its state.
    public func task(_ id: String) async throws(LedgerFault) -> TaskRecord? {
        try await self.side.ask { session in
            let sql = """
                SELECT \(PostgresReader.taskColumns) FROM task AS t JOIN program AS p ON p.id = t.program WHERE t.id = $1
                """
            return try session.run(Command.once(sql, try .text(id))).first.map { try PostgresReader.task($0) }
        }
    }

    /// Tasks that wait for a reviewer, those that are due first at the front, then by id.
    public func openTasks(
        of program: String?,
        kind: String?,
        offset: Int,
        limit: Int
    ) async throws(LedgerFault) -> [TaskRecord] {
        try await self.side.ask { session in
            let command = Command.once(
                """
                SELECT \(PostgresReader.taskColumns) FROM task AS t JOIN program AS p ON p.id = t.program
                WHERE t.state = 'open' AND coalesce(p.program = $1, true) AND coalesce(t.kind = $2, true)
                ORDER BY t.due_on, t.id LIMIT $3 OFFSET $4
                """,
                try .text(program),
                try .text(kind),
                .integer(max(limit, 0)),
                .integer(max(offset, 0))
            )
            return try session.run(command).map { try PostgresReader.task($0) }
        }
    }

    /// Whole cents of each of these balances, 0 for those that do not exist.
    public func balances(_ keys: Set<BalanceKey>) async throws(LedgerFault) -> [BalanceKey: Int64] {
        try await self.side.ask { session in
            try PostgresReader.balances(keys, try session.run(try PostgresReader.balances(keys)))
        }
    }
}
