import PostgreSQL

extension PostgresLedger {
    /// Notes durably that a message is about to be tried; see ``Ledger/noteAttempt(_:)``.
    public func noteAttempt(_ fingerprint: [UInt8]) async throws(LedgerFault) -> Int {
        try await self.side.ask { session in
            // Attempts that nobody ended are forgotten after 30 days: the message is gone.
            let commands = [
                Command("DELETE FROM attempt WHERE last_at < now() - interval '30 days'"),
                Command(
                    """
                    INSERT INTO attempt AS a VALUES ($1, 1, now())
                    ON CONFLICT (fingerprint) DO UPDATE SET count = a.count + 1, last_at = excluded.last_at
                    RETURNING count
                    """,
                    .bytes(fingerprint)
                ),
            ]
            return Int(try session.run(commands).last?.first?.integer(0) ?? 1)
        }
    }

    /// Keeps what an operator did by hand.
    public func note(_ action: ActionRecord) async throws(LedgerFault) {
        try await self.side.ask { session in
            let command = Command(
                #"INSERT INTO action (at, "by", action, detail) VALUES ($1, $2, $3, $4)"#,
                .integer(action.at),
                try .text(action.by),
                try .text(action.action),
                try .text(action.detail)
            )
            _ = try session.run(command)
        }
    }

    /// What operators did by hand, the latest first.
    public func actions(limit: Int) async throws(LedgerFault) -> [ActionRecord] {
        try await self.side.ask { session in
            let sql = #"SELECT at, "by", action, detail FROM action ORDER BY id DESC LIMIT $1"#
            return try session.run(Command(sql, .integer(max(limit, 0))))
                .map { row in
                    ActionRecord(
                        at: try row.integer(0),
                        by: try row.text(1),
                        action: try row.text(2),
                        detail: try row.text(3)
                    )
                }
        }
    }
}
