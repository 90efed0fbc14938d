import PostgreSQL

/// One step of the schema's life.
///
/// Once released, a step is never edited: a later one follows.
struct PostgresMigration {
    /// Where a ledger's tables are, and of which version.
    struct Place {
        let schema: String
        let version: Int
    }

    let number: Int
    let statements: [String]

    /// Every step, in order.
    static let all: [PostgresMigration] = [.first, .second]

    /// The version that this program works with.
    static var latest: Int { Self.all.last?.number ?? 0 }

    /// Of the two processes that start at once one does the work, the other waits: "RBTD" as an advisory lock.
    private static let lock = Command("SELECT pg_advisory_xact_lock(1380078660)::text")

    /// Finds the tables on the search path; `nil` if there are none.
    ///
    /// - Throws: ``LedgerFault`` for a version that this program does not know.
    static func find(_ connection: Connection, within limit: Duration) throws -> Place? {
        let sql = """
            SELECT n.nspname FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
            WHERE c.oid = to_regclass('ledger_schema')
            """
        guard let schema = try connection.run(Command(sql), within: limit).first?.text(0) else { return nil }
        let rows = try connection.run(Command("SELECT max(version) FROM ledger_schema"), within: limit)
        let version = Int(try rows.first?.optionalInteger(0) ?? 0)
        if version > self.latest {
            throw LedgerFault(
                .schema,
                "the ledger \(connection.description) has schema \(version), and this program knows no more than "
                    + "\(self.latest): use a program at least as new as the one that wrote it"
            )
        }
        return Place(schema: schema, version: version)
    }

    /// Brings the tables to the latest version, or makes them in an empty schema.
    static func migrate(_ connection: Connection, within limit: Duration) throws -> Place {
        _ = try connection.run([Command("BEGIN"), self.lock], within: limit)
        // Asked for under the lock, so that what another process has just done is seen.
        let found = try self.find(connection, within: limit)
        let schema = try found?.schema ?? self.emptySchema(connection, within: limit)
        var commands: [Command] = []
        for migration in self.all where migration.number > found?.version ?? 0 {
            commands += migration.statements.map { Command.once($0) }
            commands.append(Command("INSERT INTO ledger_schema (version) VALUES ($1)", .integer(migration.number)))
        }
        _ = try connection.run(commands + [Command("COMMIT")], within: limit)
        return Place(schema: schema, version: self.latest)
    }

    /// The first schema of the search path, if nothing of others is in it.
    private static func emptySchema(_ connection: Connection, within limit: Duration) throws -> String {
        let sql = """
            SELECT current_schema(), (
                SELECT count(*) FROM pg_class AS c
                WHERE c.relnamespace = to_regnamespace(quote_ident(current_schema()))
                    AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND NOT EXISTS (
                        SELECT 1 FROM pg_depend AS d
                        WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e'
                    )
            )
            """
        let row = try connection.run(Command(sql), within: limit).first
        guard let schema = try row?.optionalText(0) else {
            throw LedgerFault(
                .schema,
                "\(connection.description) has no schema to make tables in: make the one that its search_path names"
            )
        }
        guard try row?.integer(1) == 0 else {
            throw LedgerFault(
                .schema,
                "the schema \(schema) of \(connection.description) has tables, and they are no ledger: name another "
                    + "database, or an empty schema by ?options=-csearch_path%3DNAME"
            )
        }
        return schema
    }
}
