import GRDB

/// One connection, what is known about its file, and the statements that transactions are made of.
///
/// Not `Sendable`: it stays on its ledger's queue.
final class SQLiteSession {
    let database: Database
    /// Digests of the editions that the file has for certain.
    var knownEditions: Set<String> = []

    // MARK: Reading

    private(set) lazy var numbers = self.statement("SELECT name, value FROM meta")
    private(set) lazy var programs = self.statement(
        "SELECT id, program, budget, last_order, sequence, head FROM program ORDER BY program"
    )
    private(set) lazy var application = self.statement(
        "SELECT id FROM application WHERE program = ? AND application = ?"
    )
    private(set) lazy var balance = self.statement(#"SELECT cents FROM balance WHERE "limit" = ? AND "key" = ?"#)

    // MARK: Writing

    private(set) lazy var setNumber = self.statement("UPDATE meta SET value = ? WHERE name = ?")
    private(set) lazy var addEdition = self.statement(
        "INSERT INTO edition VALUES (?, ?, ?, ?) ON CONFLICT (digest) DO NOTHING"
    )
    private(set) lazy var addProgram = self.statement("INSERT INTO program VALUES (NULL, ?, ?, ?, ?, ?)")
    private(set) lazy var setProgram = self.statement(
        "UPDATE program SET budget = ?, last_order = ?, sequence = ?, head = ? WHERE id = ?"
    )
    private(set) lazy var addBudget = self.statement("INSERT INTO budget_change VALUES (?, ?, ?, ?, ?, ?)")
    private(set) lazy var addApplications = KeptRows(self.database, "INSERT INTO application", columns: 13)
    private(set) lazy var setApplication = self.statement(
        """
        UPDATE application SET revision = ?2, place = ?3, status = ?4, portal = ?5, traceparent = ?6,
            content_digest = ?7, decision = coalesce(?8, decision), holdings = ?9, content = ?10, withdrawn_by = ?11
        WHERE id = ?1
        """
    )
    private(set) lazy var addDecisions = KeptRows(self.database, "INSERT INTO decision", columns: 13)
    private(set) lazy var addEntries = KeptRows(self.database, "INSERT INTO entry", columns: 9)
    private(set) lazy var setBalances = KeptRows(
        self.database,
        "INSERT INTO balance",
        columns: 3,
        conflict: #"ON CONFLICT ("limit", "key") DO UPDATE SET cents = excluded.cents"#
    )
    private(set) lazy var setTask = self.statement(
        """
        INSERT INTO task VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET state = excluded.state, reviewer = excluded.reviewer,
            outcome = excluded.outcome, body = excluded.body, due_on = excluded.due_on,
            answered_by = excluded.answered_by
        """
    )
    private(set) lazy var setEvents = KeptRows(
        self.database,
        "INSERT INTO outbox",
        columns: 13,
        conflict: """
            ON CONFLICT (id) DO UPDATE SET type = excluded.type, exchange = excluded.exchange,
                routing_key = excluded.routing_key, traceparent = excluded.traceparent,
                created_at = excluded.created_at, returned = NULL, head = excluded.head,
                decision = excluded.decision, tail = excluded.tail,
                owner = coalesce(excluded.owner, owner)
            """
    )
    private(set) lazy var setReturnedEvent = self.statement(
        """
        INSERT INTO outbox VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)
        ON CONFLICT (id) DO UPDATE SET returned = excluded.returned, owner = NULL
        """
    )
    private(set) lazy var returnEvent = self.statement("UPDATE outbox SET returned = ?, owner = NULL WHERE id = ?")
    private(set) lazy var removeEvent = self.statement("DELETE FROM outbox WHERE id = ?")
    private(set) lazy var addBundle = self.statement("INSERT INTO outbox_bundle VALUES (?, ?, ?, ?, ?, ?)")
    private(set) lazy var removeBundle = self.statement("DELETE FROM outbox_bundle WHERE place = ?")
    private(set) lazy var removeAttempt = self.statement("DELETE FROM attempt WHERE fingerprint = ?")

    // MARK: Transactions

    private lazy var begin = self.statement("BEGIN IMMEDIATE")
    private lazy var commit = self.statement("COMMIT")

    /// A session on the connection; nothing is prepared yet.
    init(_ database: Database) {
        self.database = database
    }

    /// Does the work in a transaction that may write; it is committed if the work says so, and undone otherwise.
    func inTransaction(_ work: () throws -> Database.TransactionCompletion) throws {
        try self.begin.run()
        do {
            switch try work() {
            case .commit: try self.commit.run()
            case .rollback: try self.database.rollback()
            }
        } catch {
            // Where that fails too, the next use of the connection tries it again.
            try? self.database.rollback()
            throw error
        }
    }

    private func statement(_ sql: String) -> KeptStatement { KeptStatement(self.database, sql) }
}
