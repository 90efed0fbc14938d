public import Messages
import PostgreSQL

extension PostgresLedger {
    /// All decisions on an application, in the order in which they were made.
    public func history(of key: ApplicationKey) async throws(LedgerFault) -> [DecisionRecord] {
        try await self.side.ask { session in
            let command = Command.once(
                """
                SELECT \(PostgresReader.decisionColumns) FROM program AS p JOIN decision AS d ON d.program = p.id
                WHERE p.program = $1 AND d.application = $2 ORDER BY d.sequence
                """,
                try .text(key.program),
                try .text(key.application)
            )
            return try session.run(command).map { try PostgresReader.decision($0) }
        }
    }

    /// The journal of a balance, in the order of record.
    public func entries(of key: BalanceKey) async throws(LedgerFault) -> [EntryRecord] {
        try await self.side.ask { session in
            let condition = #"e."key" = $1 AND e."limit" = $2 ORDER BY d.id, e.place"#
            let command = Command.once(
                PostgresReader.entries(where: condition),
                try .text(key.key),
                try .text(key.limit)
            )
            return try session.read(command).map { try PostgresReader.entry($0) }
        }
    }

    /// All that was entered for one customer, dwelling or program, in the order of record.
    public func entries(scope: String?, key: String) async throws(LedgerFault) -> [EntryRecord] {
        try await self.side.ask { session in
            let condition = #"e."key" = $1 AND coalesce(e.scope = $2, true) ORDER BY d.id, e.place"#
            let command = Command.once(PostgresReader.entries(where: condition), try .text(key), try .text(scope))
            return try session.read(command).map { try PostgresReader.entry($0) }
        }
    }

    /// The links of a program's journal, in order.
    public func journal(
        of program: String,
        after sequence: Int64,
        limit: Int
    ) async throws(LedgerFault) -> [JournalLink] {
        let settings = self.settings
        return try await self.side.ask { session in
            let commands = try PostgresReader.journal(of: program, after: sequence, limit: limit)
            let results = try session.connection.run(commands, within: settings.readingTimeout)
            return try PostgresReader.links(results, of: program, limit: limit)
        }
    }

    /// Every edition that a decision rests on.
    public func editions() async throws(LedgerFault) -> [EditionRecord] {
        try await self.side.ask { session in
            let sql = "SELECT digest, program, edition, text FROM edition ORDER BY program, edition, digest"
            return try session.read(Command.once(sql)).map { try PostgresReader.edition($0) }
        }
    }

    /// The rulebook edition of that digest, if a decision rests on it.
    public func edition(digest: String) async throws(LedgerFault) -> EditionRecord? {
        try await self.side.ask { session in
            let sql = "SELECT digest, program, edition, text FROM edition WHERE digest = $1"
            return try session.run(Command.once(sql, try .text(digest))).first.map { try PostgresReader.edition($0) }
        }
    }
}

extension PostgresReader {
    static func edition(_ row: Row) throws(PostgreSQLError) -> EditionRecord {
        EditionRecord(
            digest: try row.text(0),
            program: try row.text(1),
            edition: try row.text(2),
            text: try row.bytes(3)
        )
    }
}
