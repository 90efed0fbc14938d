import Messages
import PostgreSQL

/// Makes the commands that write what a plan changed: a handful, whatever the size of the batch.
///
/// Arrays are unnested where rows are selected, one beside the other: as a table in `FROM`, each would be copied into
/// memory of its own first and read from there.
struct PostgresWriter {
    private(set) var commands: [Command] = []
    /// Grows by what is written.
    private(set) var stored: PostgresRows
    /// Who publishes what is enqueued; `nil` for whoever claims it.
    let owner: Int?
    /// What was enqueued in one row.
    var bundle: EventBundle?
    /// Events that are enqueued and tell decisions of earlier transactions.
    var toldAgain: [(event: String, decision: StoredEvent.Place)] = []

    init(stored: PostgresRows, owner: Int?) {
        self.stored = stored
        self.owner = owner
    }

    mutating func write(_ changes: BookChanges, _ marks: OwnBundles.Marks) throws {
        try self.writeEditions(changes.editions)
        try self.writePrograms(changes)
        let present = self.stored.applications
        try self.writeDecisions(changes.decisions)
        // What is not on record under the program's lock can't come to be: only the others have to be looked for.
        try self.writeApplications(changes.applications.filter { present[$0.key] == nil }, "")
        try self.writeApplications(changes.applications.filter { present[$0.key] != nil }, Self.replacing)
        try self.writeEntries(changes.entries)
        try self.writeBalances(changes.balances)
        try self.writeTasks(changes.tasks.values.sorted { $0.task < $1.task })
        try self.writeOutbox(changes, marks)
        if !changes.endedAttempts.isEmpty {
            let sql = "DELETE FROM attempt WHERE fingerprint = ANY ($1)"
            self.add(Command(sql, .byteses(changes.endedAttempts)))
        }
    }

    mutating func add(_ command: Command) { self.commands.append(command) }

    func program(_ name: String) throws(LedgerFault) -> Int64 {
        guard let id = self.stored.programs[name] else {
            throw LedgerFault(.other, "the program \(name) was changed, which the plan does not name")
        }
        return id
    }

    private mutating func writeEditions(_ editions: [EditionRecord]) throws {
        guard !editions.isEmpty else { return }
        let sorted = editions.sorted { $0.digest < $1.digest }
        self.add(
            Command(
                "INSERT INTO edition SELECT unnest($1), unnest($2), unnest($3), unnest($4) ON CONFLICT (digest) DO NOTHING",
                try .texts(sorted.map(\.digest)),
                try .texts(sorted.map(\.program)),
                try .texts(sorted.map(\.edition)),
                .byteses(sorted.map(\.text))
            )
        )
    }

    private mutating func writeDecisions(_ decisions: [DecisionRecord]) throws {
        guard !decisions.isEmpty else { return }
        let programs = try decisions.map { try self.program($0.key.program) }
        self.stored.newEvents.reserveCapacity(decisions.count)
        for (decision, program) in zip(decisions, programs) {
            self.stored.applications[decision.key] = decision.sequence
            let place = StoredEvent.Place(program: program, number: decision.sequence)
            self.stored.decisions[decision.eventID] = (place, decision.decision)
            self.stored.newEvents.insert(decision.eventID)
        }
        self.add(
            Command(
                """
                INSERT INTO decision (program, sequence, application, revision, number, status, edition, event,
                    content_digest, body, recorded_at, hash)
                SELECT unnest($1), unnest($2), unnest($3), unnest($4), unnest($5), unnest($6), unnest($7),
                    unnest($8), unnest($9), unnest($10), unnest($11), unnest($12)
                """,
                .integers(programs),
                .integers(decisions.map(\.sequence)),
                try .texts(decisions.map(\.key.application)),
                .integers(decisions.map { Int64($0.revision) }),
                .integers(decisions.map { Int64($0.number) }),
                try .texts(decisions.map(\.status)),
                try .texts(decisions.map(\.edition)),
                try .texts(decisions.map(\.eventID)),
                .byteses(decisions.map(\.contentDigest)),
                .byteses(decisions.map(\.decision)),
                .integers(decisions.map(\.recordedAt)),
                .byteses(decisions.map(\.hash))
            )
        )
    }

    private static let replacing = """
        ON CONFLICT (program, application) DO UPDATE SET revision = excluded.revision, place = excluded.place,
            status = excluded.status, portal = excluded.portal, traceparent = excluded.traceparent,
            content_digest = excluded.content_digest, decision = excluded.decision,
            holdings = excluded.holdings, content = excluded.content, withdrawn_by = excluded.withdrawn_by
        """

    private mutating func writeApplications(_ records: [ApplicationRecord], _ conflict: String) throws {
        guard !records.isEmpty else { return }
        self.add(
            Command(
                """
                INSERT INTO application (program, application, revision, place, status, portal, traceparent,
                    content_digest, decision, holdings, content, withdrawn_by)
                SELECT unnest($1), unnest($2), unnest($3), unnest($4), unnest($5), unnest($6), unnest($7), unnest($8), unnest($9),
                    unnest($10)::json, unnest($11), unnest($12)
                \(conflict)
                """,
                .integers(try records.map { try self.program($0.key.program) }),
                try .texts(records.map(\.key.application)),
                .integers(records.map { Int64($0.revision) }),
                .integers(records.map(\.order)),
                try .texts(records.map(\.status)),
                try .texts(records.map(\.portal)),
                try .texts(records.map(\.traceparent)),
                .byteses(records.map(\.contentDigest)),
                .integers(records.map { self.stored.applications[$0.key] }),
                try .texts(records.map { SQLiteJSON.text($0.holdings) }),
                .byteses(records.map(\.content)),
                try .texts(records.map(\.withdrawnBy))
            )
        )
    }
}
