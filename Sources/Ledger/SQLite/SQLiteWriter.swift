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
        var inserts = SQLiteRows(self.database, "INSERT INTO application", columns: 13)
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
                try inserts.add(
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
                    TextBytes(bytes: SQLiteJSON.bytes(record.holdings)),
                    Blob(record.content),
                    record.withdrawnBy
                )
            }
        }
        try inserts.finish()
        var history = SQLiteRows(self.database, "INSERT INTO decision", columns: 13)
        var rows: [String: [Int64: Int64]] = [:]
        for (decision, identifier) in zip(changes.decisions, identifiers) {
            try history.add(
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
        try history.finish()
        return rows
    }

    private func writeEntries(_ entries: [EntryRecord], of rows: [String: [Int64: Int64]]) throws {
        guard !entries.isEmpty else { return }
        var rowsOfEntries = SQLiteRows(self.database, "INSERT INTO entry", columns: 9)
        var place: Int64 = 0
        // Entries of one decision stand together.
        var last: (entry: EntryRecord, decision: Int64?)?
        for entry in entries {
            if let last, last.entry.sequence == entry.sequence, last.entry.application == entry.application {
                place += 1
            } else {
                last = (entry, rows[entry.application.program]?[entry.sequence])
                place = 1
            }
            try rowsOfEntries.add(
                last?.decision,
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
        try rowsOfEntries.finish()
    }

    private func writeBalances(_ balances: [BalanceKey: Int64]) throws {
        guard !balances.isEmpty else { return }
        var upserts = SQLiteRows(
            self.database,
            "INSERT INTO balance",
            columns: 3,
            conflict: #" ON CONFLICT ("limit", "key") DO UPDATE SET cents = excluded.cents"#
        )
        for (key, cents) in balances.sorted(by: { $0.key < $1.key }) {
            try upserts.add(key.limit, key.key, cents)
        }
        try upserts.finish()
    }
}
