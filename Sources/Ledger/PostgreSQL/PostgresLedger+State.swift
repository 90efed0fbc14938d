import PostgreSQL

extension PostgresLedger {
    /// What a running ledger is watched by.
    public func figures() async throws(LedgerFault) -> LedgerFigures {
        try await self.side.ask { session in
            let sql = "SELECT \(OutboxFigures.columns) FROM \(OutboxFigures.source)"
            var figures = LedgerFigures()
            if let row = try session.run(Command(sql)).first {
                figures.pendingEvents = Int(try row.integer(0))
                figures.returnedEvents = Int(try row.integer(1))
                figures.oldestPendingAt = try row.optionalInteger(2)
            }
            // Both have an index of just these rows.
            for (table, condition) in [("application", "status = 'waitlisted'"), ("task", "state = 'open'")] {
                let sql = """
                    SELECT p.program, w.number FROM program AS p
                    JOIN (SELECT program, count(*) AS number FROM \(table) WHERE \(condition) GROUP BY program) AS w
                    ON w.program = p.id
                    """
                var numbers: [String: Int] = [:]
                for row in try session.run(Command(sql)) { numbers[try row.text(0)] = Int(try row.integer(1)) }
                if table == "task" { figures.openTasks = numbers } else { figures.waiting = numbers }
            }
            return figures
        }
    }

    /// How full the ledger is.
    public func counts() async throws(LedgerFault) -> LedgerCounts {
        try await self.side.ask { session in
            let sql = """
                SELECT (SELECT count(*) FROM application), (SELECT count(*) FROM task WHERE state = 'open'),
                    \(OutboxFigures.columns)
                FROM \(OutboxFigures.source)
                """
            var counts = LedgerCounts()
            guard let row = try session.run(Command.once(sql)).first else { return counts }
            counts.applications = Int(try row.integer(0))
            counts.openTasks = Int(try row.integer(1))
            counts.pendingEvents = Int(try row.integer(2))
            counts.returnedEvents = Int(try row.integer(3))
            counts.oldestPendingAt = try row.optionalInteger(4)
            return counts
        }
    }

    /// Where it is and which schema it has.
    public func status() async throws(LedgerFault) -> LedgerStatus {
        try await self.side.ask { session in
            let sql = """
                SELECT current_setting('server_version'), (SELECT max(version) FROM ledger_schema),
                    sum(pg_total_relation_size(oid))::int8
                FROM pg_class WHERE relnamespace = to_regnamespace(quote_ident($1)) AND relkind = 'r'
                """
            let row = try session.run(Command.once(sql, try .text(session.schema))).first
            let version = try row?.text(0).prefix { $0 != " " } ?? ""
            return LedgerStatus(
                engine: "PostgreSQL \(version)",
                location: "\(session.connection.description), schema \(session.schema)",
                schema: Int(try row?.optionalInteger(1) ?? 0),
                latestSchema: PostgresMigration.latest,
                size: try row?.optionalInteger(2)
            )
        }
    }

    /// Checks that the tables agree with each other; see ``Ledger/audit()``.
    ///
    /// Sees one state of the ledger; workers go on meanwhile.
    public func audit() async throws(LedgerFault) -> [String] {
        let settings = self.settings
        return try await self.side.ask { try PostgresAudit.problems($0, within: settings.auditTimeout) }
    }

    /// Runs SQL as it stands; for tests that bring faults about.
    package func execute(_ sql: String) async throws(LedgerFault) {
        try await self.side.ask { session in _ = try session.run(Command.once(sql)) }
    }
}
