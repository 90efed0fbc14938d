import PostgreSQL

/// How a session with the ledger is opened.
struct PostgresOpening: Sendable {
    let address: ServerAddress
    let settings: PostgresSettings
    let role: LedgerRole
    /// The address as it is now, if it may have changed since.
    var renewed: (@Sendable () -> String?)?

    /// Connects, and makes the tables or brings them up to date, if not to read only.
    func open() throws -> PostgresSession {
        let connection = try self.connect()
        let found = try PostgresMigration.find(connection, within: self.settings.answerTimeout)
        var place = found
        if self.role == .reader {
            try self.check(found, connection.description)
        } else if found?.version != PostgresMigration.latest {
            place = try PostgresMigration.migrate(connection, within: self.settings.answerTimeout)
        }
        guard let place else { throw LedgerFault(.schema, "the ledger \(connection.description) has no tables") }
        // What the search path finds now is found by every later statement, whatever is made elsewhere on the path.
        let sql = """
            SELECT set_config('search_path', quote_ident($1) || ', pg_temp', false),
                (SELECT oid::int8 FROM pg_class WHERE oid = (quote_ident($1) || '.program')::regclass)
            """
        let rows = try connection.run(Command(sql, .text(place.schema)), within: self.settings.answerTimeout)
        guard let row = rows.first else { throw LedgerFault(.schema, "the ledger has no programs") }
        // "RBTD", so that other programs' advisory locks hardly ever meet ours.
        let lockClass = (try row.integer(1) ^ 1_380_078_660) & 0x7FFF_FFFF
        return PostgresSession(connection, schema: place.schema, lockClass: lockClass, settings: self.settings)
    }

    /// Which schema the ledger has; `nil` if there is none.
    func schema() throws -> LedgerSchema? {
        let connection = try self.connect()
        defer { connection.close() }
        return try PostgresMigration.find(connection, within: self.settings.answerTimeout)
            .map { LedgerSchema(version: $0.version, latest: PostgresMigration.latest) }
    }

    private func check(_ found: PostgresMigration.Place?, _ location: String) throws(LedgerFault) {
        guard let found else {
            throw LedgerFault(
                .missing,
                "there is no ledger in \(location): look at its name, or start a worker with it"
            )
        }
        guard found.version == PostgresMigration.latest else {
            throw LedgerFault(
                .schema,
                "the ledger \(location) has schema \(found.version), and this program works with "
                    + "\(PostgresMigration.latest): bring it up to date with `rebated ledger migrate`"
            )
        }
    }

    func connect() throws -> Connection {
        var options = ConnectionOptions()
        options.applicationName = "rebated"
        options.connectTimeout = self.settings.connectTimeout
        let present = self.renewed.flatMap { $0() }.flatMap { try? ServerAddress($0) }
        let connection = try Connection(to: present ?? self.address, options: options)
        let encoding = connection.parameter("server_encoding") ?? "unknown"
        guard encoding == "UTF8" else {
            throw LedgerFault(
                .schema,
                "the database \(connection.description) is encoded as \(encoding): make one with UTF8"
            )
        }
        guard connection.serverVersion >= 130_000 else {
            throw LedgerFault(.schema, "the server \(connection.description) is too old: version 13 or later is needed")
        }
        for command in self.preparations { _ = try connection.run(command, within: self.settings.answerTimeout) }
        return connection
    }

    /// Not for others: an audit is a long transaction.
    private static let limitingTransactions = """
        BEGIN PERFORM set_config('transaction_timeout', '5min', false)
            WHERE current_setting('transaction_timeout') = '0';
            EXCEPTION WHEN OTHERS THEN NULL; END;
        """

    /// What a session is set to.
    private var preparations: [Command] {
        let milliseconds = { (duration: Duration) in
            Int64(duration.components.seconds * 1_000 + duration.components.attoseconds / 1_000_000_000_000_000)
        }
        return [
            // A commit that was told must last, so it is never asynchronous; whether it waits for standbys is the
            // server's affair. No time limit on statements: it would cut a commit's wait for its standbys short.
            // The plans by index are right for tables that grow, also while their statistics say that they are empty.
            Command(
                """
                SELECT set_config('synchronous_commit',
                        CASE current_setting('synchronous_commit') WHEN 'off' THEN 'on'
                            ELSE current_setting('synchronous_commit') END, false),
                    set_config('lock_timeout', $1::text, false),
                    set_config('idle_in_transaction_session_timeout', $2::text, false),
                    set_config('statement_timeout', '0', false),
                    set_config('default_transaction_isolation', 'read committed', false),
                    set_config('plan_cache_mode', 'force_generic_plan', false),
                    set_config('enable_seqscan', 'off', false), set_config('enable_hashjoin', 'off', false),
                    set_config('enable_mergejoin', 'off', false), set_config('jit', 'off', false)
                """,
                .integer(milliseconds(self.settings.lockTimeout)),
                .integer(milliseconds(self.settings.idleTimeout))
            ),
            // What only some versions and builds have: the server looks whether a busy session's client is still
            // there, compresses faster, and ends a transaction whose client froze while it was sending.
            .once(
                """
                DO $$ BEGIN
                    BEGIN PERFORM set_config('client_connection_check_interval', '5s', false);
                        EXCEPTION WHEN OTHERS THEN NULL; END;
                    BEGIN PERFORM set_config('default_toast_compression', 'lz4', false);
                        EXCEPTION WHEN OTHERS THEN NULL; END;
                    \(self.role == .worker ? Self.limitingTransactions : "")
                END $$
                """
            ),
        ]
    }
}
