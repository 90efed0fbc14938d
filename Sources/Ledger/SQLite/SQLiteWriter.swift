import GRDB
import Messages

/// Writes what a plan changed, within its transaction.
struct SQLiteWriter {
    let database: Database
    /// Grows by what is written.
    var stored: StoredRows
    /// Who publishes what is enqueued; `nil` for whoever claims it.
    let owner: Int?

    init(_ database: Database, stored: StoredRows, owner: Int?) {
        self.database = database
        self.stored = stored
        self.owner = owner
    }

    mutating func write(_ changes: BookChanges, knownEditions: Set<String>) throws {
        let before = self.stored.last
        try self.writeEditions(changes.editions.values.filter { !knownEditions.contains($0.digest) })
        try self.writePrograms(changes)
        try self.writeEntries(changes.entries, of: try self.writeApplications(changes))
        try self.writeBalances(changes.balances)
        try self.writeTasks(changes.tasks.values)
        try self.writeOutbox(changes)
        for fingerprint in changes.endedAttempts {
            try self.statement("DELETE FROM attempt WHERE fingerprint = ?").run(Blob(fingerprint))
        }
        for (name, value) in self.stored.last where before[name] != value {
            try self.statement("UPDATE meta SET value = ? WHERE name = ?").run(value, name)
        }
    }

    func statement(_ sql: String) throws -> Statement {
        try self.database.cachedStatement(sql: sql)
    }

    mutating func next(_ series: String) -> Int64 {
        self.stored.last[series, default: 0] += 1
        return self.stored.last[series, default: 0]
    }

    private func writeEditions(_ editions: [EditionRecord]) throws {
        for edition in editions {
            try self.statement("INSERT INTO edition VALUES (?, ?, ?, ?) ON CONFLICT (digest) DO NOTHING")
                .run(edition.digest, edition.program, edition.edition, Blob(edition.text))
        }
    }

    /// Applications in the order of their decisions: rows of one batch lie side by side.
    ///
    /// - Returns: Where each new decision's row is, by program and sequence.
    private mutating func writeApplications(_ changes: BookChanges) throws -> [String: [Int64: Int64]] {
        var decisions: [ApplicationKey: Int64] = [:]
        var identifiers: [Int64] = []
        for decision in changes.decisions {
            let identifier = self.next("decision")
            identifiers.append(identifier)
            decisions[decision.key] = identifier
            self.stored.decisions[decision.eventID] = (identifier, decision.decision)
        }
        let insert = try self.statement(
            "INSERT INTO application VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        )
        let update = try self.statement(
            """
            UPDATE application SET revision = ?3, place = ?4, status = ?5, portal = ?6, traceparent = ?7,
                content_digest = ?8, decision = coalesce(?9, decision), holdings = ?10, content = ?11, withdrawn_by = ?12
            WHERE id = ?1 AND program = ?2
            """
        )
        var written: Set<ApplicationKey> = []
        for key in changes.decisions.map(\.key) + changes.applications.keys {
            guard let record = changes.applications[key], written.insert(key).inserted else { continue }
            if let id = self.stored.applications[key] {
                try update.run(
                    id,
                    key.program,
                    record.revision,
                    record.order,
                    record.status,
                    record.portal,
                    record.traceparent,
                    Blob(record.contentDigest),
                    decisions[key],
                    SQLiteJSON.text(record.holdings),
                    Blob(record.content),
                    record.withdrawnBy
                )
            } else {
                let id = self.next("application")
                self.stored.applications[key] = id
                try insert.run(
                    id,
                    key.program,
                    key.application,
                    record.revision,
                    record.order,
                    record.status,
                    record.portal,
                    record.traceparent,
                    Blob(record.contentDigest),
                    decisions[key],
                    SQLiteJSON.text(record.holdings),
                    Blob(record.content),
                    record.withdrawnBy
                )
            }
        }
        let add = try self.statement("INSERT INTO decision VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        var rows: [String: [Int64: Int64]] = [:]
        for (decision, identifier) in zip(changes.decisions, identifiers) {
            try add.run(
                identifier,
                self.stored.applications[decision.key],
                decision.revision,
                decision.number,
                decision.status,
                decision.edition,
                decision.eventID,
                decision.recordedAt,
                Blob(decision.decision),
                self.stored.programs[decision.key.program],
                decision.sequence,
                Blob(decision.contentDigest),
                Blob(decision.hash)
            )
            rows[decision.key.program, default: [:]][decision.sequence] = identifier
        }
        return rows
    }

    private func writeEntries(_ entries: [EntryRecord], of rows: [String: [Int64: Int64]]) throws {
        guard !entries.isEmpty else { return }
        let insert = try self.statement("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")
        var place: Int64 = 0
        var last: Int64?
        for entry in entries {
            let decision = rows[entry.application.program]?[entry.sequence]
            place = decision == last ? place + 1 : 1
            last = decision
            try insert.run(
                decision,
                place,
                entry.revision,
                entry.key.limit,
                entry.key.key,
                entry.scope,
                entry.line,
                entry.kind.rawValue,
                entry.cents
            )
        }
    }

    private func writeBalances(_ balances: [BalanceKey: Int64]) throws {
        guard !balances.isEmpty else { return }
        let upsert = try self.statement(
            #"INSERT INTO balance VALUES (?, ?, ?) ON CONFLICT ("limit", "key") DO UPDATE SET cents = excluded.cents"#
        )
        for (key, cents) in balances.sorted(by: { $0.key < $1.key }) {
            try upsert.run(key.limit, key.key, cents)
        }
    }
}
