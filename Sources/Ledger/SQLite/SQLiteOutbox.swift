import GRDB

/// Who publishes what from the outbox.
struct SQLiteOutbox {
    let database: Database
    /// Slots of other processes that have ended, or `nil` where no other process can be.
    let isHeld: (Int) throws -> Bool

    /// Owners that rows name and nobody is.
    private func orphaned(but own: Int) throws -> [Int64] {
        let owners = try Int64.fetchAll(
            self.database.cachedStatement(
                sql: """
                    SELECT owner FROM outbox WHERE owner IS NOT NULL
                    UNION SELECT owner FROM outbox_bundle WHERE owner IS NOT NULL
                    """
            )
        )
        return try owners.filter { try $0 != Int64(own) && !self.isHeld(Int($0)) }
    }

    /// Whether anything is there to be claimed, as far as can be seen without a lock.
    func hasOrphans(but own: Int, includingReturned: Bool) throws -> Bool {
        let sql = """
            SELECT EXISTS (SELECT 1 FROM outbox WHERE (owner IS NULL OR owner IN (SELECT value FROM json_each(?1)))
                AND (returned IS NULL OR ?2))
                OR EXISTS (SELECT 1 FROM outbox_bundle WHERE owner IS NULL OR owner IN (SELECT value FROM json_each(?1)))
            """
        let orphaned = SQLiteJSON.list(try self.orphaned(but: own))
        let statement = try self.database.cachedStatement(sql: sql)
        return try Bool.fetchOne(statement, arguments: [orphaned, includingReturned]) ?? false
    }

    /// Makes events that nobody publishes `own`'s.
    ///
    /// Within a transaction that writes: of two processes one gets an event.
    func claim(for own: Int, limit: Int, includingReturned: Bool) throws -> [OutboxEvent] {
        let sql = """
            SELECT place FROM outbox WHERE (owner IS NULL OR owner IN (SELECT value FROM json_each(?)))
                AND (returned IS NULL OR ?) ORDER BY place LIMIT ?
            """
        let orphaned = SQLiteJSON.list(try self.orphaned(but: own))
        try SQLiteBundles(database: self.database).untie(orphaned: orphaned, limit: limit)
        let places = try Int64.fetchAll(
            self.database.cachedStatement(sql: sql),
            arguments: [orphaned, includingReturned, max(limit, 0)]
        )
        let claimed = SQLiteJSON.list(places)
        try self.database
            .cachedStatement(
                sql: "UPDATE outbox SET owner = ?, returned = NULL WHERE place IN (SELECT value FROM json_each(?))"
            )
            .run(Int64(own), claimed)
        return try SQLiteReader(self.database)
            .events(
                where: "o.place IN (SELECT value FROM json_each(?)) ORDER BY o.place",
                [claimed]
            )
    }

    /// Forgets what the process that had this slot before us owned: it has ended, and the events are anybody's.
    static func release(_ slot: Int, _ database: Database) throws {
        guard
            try Bool.fetchOne(
                database,
                sql: """
                    SELECT EXISTS (SELECT 1 FROM outbox WHERE owner = ?1)
                        OR EXISTS (SELECT 1 FROM outbox_bundle WHERE owner = ?1)
                    """,
                arguments: [slot]
            ) == true
        else { return }
        try database.inTransaction(.immediate) {
            for table in ["outbox", "outbox_bundle"] {
                try database.execute(sql: "UPDATE \(table) SET owner = NULL WHERE owner = ?", arguments: [slot])
            }
            return .commit
        }
    }
}
