import PostgreSQL

/// Numbers of processes that publish from the outbox, each held by an advisory lock that goes with its session.
struct PostgresSlots {
    let session: PostgresSession
    /// More workers than any server has connections.
    private static let maximum = 10_000

    /// Takes a slot for the session: the process's former one if it is free, else the first that is.
    ///
    /// What the process that had the slot before us owned is anybody's from then on: it has ended.
    func take(former: Int?) throws -> Int {
        if let slot = self.session.slot { return slot }
        let taken = try self.held()
        var candidates = (0..<Self.maximum).filter { !taken.contains($0) }
        if let former { candidates.insert(former, at: 0) }
        for slot in candidates where try self.lock(slot) {
            if slot != former {
                do throws(PostgreSQLError) {
                    for table in ["outbox", "outbox_bundle"] {
                        let sql = "UPDATE \(table) SET owner = NULL WHERE owner = $1"
                        _ = try self.session.run(Command(sql, .integer(slot)))
                    }
                } catch {
                    // Else what a dead process left would pass for ours, and never be claimed.
                    self.session.connection.close()
                    throw error
                }
            }
            self.session.slot = slot
            return slot
        }
        throw LedgerFault(
            .other,
            "all \(Self.maximum) slots of the ledger \(self.session.connection.description) are taken"
        )
    }

    /// Slots that the outbox names, and no living process has.
    func orphaned(but own: Int) throws -> [Int] {
        let sql = """
            SELECT owner FROM outbox WHERE owner IS NOT NULL
            UNION SELECT owner FROM outbox_bundle WHERE owner IS NOT NULL
            """
        let owners = try self.session.run(Command(sql)).map { Int(try $0.integer(0)) }
        // Asked for behind the owners: who takes a dead one's slot between the two gives its events free himself.
        let held = try self.held()
        return owners.filter { $0 != own && !held.contains($0) }
    }

    /// The slots of living processes.
    func held() throws -> Set<Int> {
        let sql = """
            SELECT objid::int8 FROM pg_locks
            WHERE locktype = 'advisory' AND classid = $1::oid AND objsubid = 2 AND granted
                AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
            """
        return Set(
            try self.session.run(Command(sql, .integer(self.session.lockClass))).map { Int(try $0.integer(0)) }
        )
    }

    private func lock(_ slot: Int) throws -> Bool {
        let command = Command(
            "SELECT pg_try_advisory_lock($1::int4, $2::int4)",
            .integer(self.session.lockClass),
            .integer(slot)
        )
        return try self.session.run(command).first?.boolean(0) ?? false
    }
}
