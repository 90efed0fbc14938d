import Messages
import PostgreSQL

/// What the database has already, and how it is referred to in there.
struct PostgresRows {
    /// `program.id`.
    var programs: [String: Int64] = [:]
    /// `application.decision` of those that are there: the sequence of the present decision.
    var applications: [ApplicationKey: Int64] = [:]
    /// Where present decisions are, by the id of the event that told them, with their bytes.
    var decisions: [String: (place: StoredEvent.Place, body: [UInt8])] = [:]
    /// Ids of events that tell decisions which are made here.
    var newEvents: Set<String> = []
}

/// Makes the questions of a transaction and reads their answers; what is wanted goes in as arrays.
struct PostgresReader {
    private(set) var stored = PostgresRows()

    /// The programs by name; locked in that order, the same for all, if the transaction is to change something.
    static func programs(_ names: Set<String>, locked: Bool) throws(PostgreSQLError) -> Command {
        Command(locked ? Self.lockedProgramsSQL : Self.programsSQL, try .texts(names.sorted()))
    }

    private static let programsSQL = """
        SELECT id, program, budget, last_order, sequence, head FROM program WHERE program = ANY ($1) ORDER BY program
        """
    private static let lockedProgramsSQL = programsSQL + " FOR UPDATE"

    /// Reads what ``programs(_:locked:)`` asked for.
    mutating func programs(_ rows: Rows) throws -> [ProgramRecord] {
        try rows.map { row in
            let record = try Self.program(row)
            self.stored.programs[record.program] = try row.integer(0)
            return record
        }
    }

    static func program(_ row: Row) throws(PostgreSQLError) -> ProgramRecord {
        ProgramRecord(
            program: try row.text(1),
            budget: try row.optionalInteger(2),
            lastOrder: try row.integer(3),
            sequence: try row.integer(4),
            head: try row.bytes(5)
        )
    }

    static let applicationColumns = """
        p.program, a.application, a.revision, a.content_digest, a.content, a.portal, a.traceparent,
        d.edition, a.status, d.number, d.body, d.event, a.holdings, a.place, a.withdrawn_by, a.program, a.decision
        """

    /// The applications of these keys, and those that these tasks are about.
    static func applications(_ wanted: Wanted) -> Command {
        Command(Self.applicationsSQL, wanted.programs, wanted.applications, wanted.tasks)
    }

    // Made once: the text is longer than all that goes with it.
    private static let applicationsSQL = """
        SELECT \(applicationColumns) FROM \(wanted)
        CROSS JOIN LATERAL (
            SELECT * FROM decision AS d WHERE d.program = a.program AND d.sequence = a.decision OFFSET 0
        ) AS d
        JOIN program AS p ON p.id = a.program
        """

    /// What a transaction asks for.
    struct Wanted {
        let programs: Parameter
        let applications: Parameter
        let tasks: Parameter

        init(_ keys: Set<ApplicationKey>, tasks: Set<String>) throws(PostgreSQLError) {
            let keys = Array(keys)
            self.programs = try .texts(keys.map(\.program))
            self.applications = try .texts(keys.map(\.application))
            self.tasks = try .texts(Array(tasks))
        }
    }

    /// The applications of the keys in `$1` and `$2` and of the tasks in `$3`, as `a`.
    ///
    /// `OFFSET 0` keeps the order of the joins, row by row: a plan is made once and kept, and one that was made for
    /// empty tables would otherwise read a whole program for each batch.
    static let wanted = """
        (
            SELECT p.id AS program, w.application FROM unnest($1, $2) AS w(program, application)
            JOIN program AS p ON p.program = w.program
            UNION SELECT t.program, t.application FROM task AS t WHERE t.id = ANY ($3)
        ) AS w CROSS JOIN LATERAL (
            SELECT * FROM application AS a WHERE a.program = w.program AND a.application = w.application OFFSET 0
        ) AS a
        """

    /// Reads what ``applications(_:tasks:)`` asked for.
    mutating func applications(_ rows: Rows) throws -> [ApplicationRecord] {
        try rows.map { row in
            let record = try Self.application(row)
            let (program, sequence) = (try row.integer(15), try row.integer(16))
            self.stored.applications[record.key] = sequence
            self.stored.decisions[record.eventID] = (
                StoredEvent.Place(program: program, number: sequence), record.decision
            )
            return record
        }
    }

    static func application(_ row: Row) throws -> ApplicationRecord {
        ApplicationRecord(
            key: ApplicationKey(program: try row.text(0), application: try row.text(1)),
            revision: Int(try row.integer(2)),
            contentDigest: try row.bytes(3),
            content: try row.bytes(4),
            portal: try row.text(5),
            traceparent: try row.optionalText(6),
            edition: try row.text(7),
            status: try row.text(8),
            decisionNumber: Int(try row.integer(9)),
            decision: try row.bytes(10),
            eventID: try row.text(11),
            holdings: try SQLiteJSON.holdings(try row.text(12)),
            order: try row.integer(13),
            withdrawnBy: try row.optionalText(14)
        )
    }

    static func balances(_ keys: Set<BalanceKey>) throws(PostgreSQLError) -> Command {
        let keys = Array(keys)
        return Command(
            """
            SELECT b."limit", b."key", b.cents FROM unnest($1, $2) AS w("limit", "key") CROSS JOIN LATERAL (
                SELECT * FROM balance AS b WHERE b."limit" = w."limit" AND b."key" = w."key" OFFSET 0
            ) AS b
            """,
            try .texts(keys.map(\.limit)),
            try .texts(keys.map(\.key))
        )
    }

    /// Reads what ``balances(_:)`` asked for; 0 for those that are not there.
    static func balances(_ keys: Set<BalanceKey>, _ rows: Rows) throws(PostgreSQLError) -> [BalanceKey: Int64] {
        var balances = Dictionary(keys.map { ($0, Int64(0)) }, uniquingKeysWith: { first, _ in first })
        for row in rows {
            balances[BalanceKey(limit: try row.text(0), key: try row.text(1))] = try row.integer(2)
        }
        return balances
    }
}
