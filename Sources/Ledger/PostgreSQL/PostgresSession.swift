import PostgreSQL

/// One connection that is ready for the ledger's work, and what is known about it.
///
/// Not `Sendable`: it stays on its lane's queue.
final class PostgresSession {
    let connection: Connection
    /// The schema that the tables are in.
    let schema: String
    /// The first number of the advisory locks that stand for slots: one for each ledger in a database.
    let lockClass: Int64
    /// The slot whose lock this session holds.
    var slot: Int?
    /// Digests of the editions that are there for certain.
    var knownEditions: Set<String> = []
    /// Programs whose rows are there for certain.
    var knownPrograms: Set<String> = []
    private let settings: PostgresSettings
    private var transactions = 0

    init(_ connection: Connection, schema: String, lockClass: Int64, settings: PostgresSettings) {
        self.connection = connection
        self.schema = schema
        self.lockClass = lockClass
        self.settings = settings
    }

    /// Says that a transaction begins; now and then has the server plan its statements anew.
    ///
    /// A plan that was made for an empty table may take a wrong index, and grow slower with each row. At first plans are
    /// renewed after 1, 2, 4, 8 … transactions, later seldom.
    func beginning() throws(PostgreSQLError) {
        self.transactions += 1
        let isPower = self.transactions & (self.transactions - 1) == 0
        if isPower || self.transactions % 4_096 == 0 { _ = try self.run([Command("DISCARD PLANS")]) }
    }

    /// One round trip of a transaction.
    func run(_ commands: [Command]) throws(PostgreSQLError) -> [Rows] {
        try self.connection.run(commands, within: self.settings.answerTimeout)
    }

    /// One command of its own, with a short answer.
    func run(_ command: Command) throws(PostgreSQLError) -> Rows {
        try self.connection.run(command, within: self.settings.answerTimeout)
    }

    /// One command of its own that may have much to give.
    func read(_ command: Command) throws(PostgreSQLError) -> Rows {
        try self.connection.run(command, within: self.settings.readingTimeout)
    }

    /// Does the work in a transaction; one that fails is undone before the session is used again.
    func inTransaction(_ work: () throws -> Void) throws {
        _ = try self.run([Command("BEGIN")])
        try work()
        _ = try self.run([Command("COMMIT")])
    }

    /// Undoes what is under way, if anything is.
    ///
    /// A connection that can't do that is given up.
    func rollBack() {
        guard self.connection.isUsable, self.connection.isInTransaction else { return }
        do throws(PostgreSQLError) {
            _ = try self.run([Command("ROLLBACK")])
        } catch {
            self.connection.close()
        }
    }
}
