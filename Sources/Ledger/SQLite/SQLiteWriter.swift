import GRDB
import Messages

/// Writes what a plan changed, within its transaction.
struct SQLiteWriter {
    let session: SQLiteSession
    /// Grows by what is written.
    var stored: StoredRows
    /// Who publishes what is enqueued; `nil` for whoever claims it.
    let owner: Int?

    init(_ session: SQLiteSession, stored: StoredRows, owner: Int?) {
        self.session = session
        self.stored = stored
        self.owner = owner
    }

    mutating func write(_ changes: BookChanges) throws {
        let before = self.stored.numbers
        for edition in changes.editions {
            try self.session.addEdition.run(edition.digest, edition.program, edition.edition, Blob(edition.text))
        }
        try self.writePrograms(changes)
        try self.writeDecisions(changes, on: try self.writeApplications(changes))
        try self.writeEntries(changes, after: before.decision)
        for (key, cents) in changes.balances { try self.session.setBalances.add(key.limit, key.key, cents) }
        try self.session.setBalances.finish()
        try self.writeTasks(changes.tasks.values)
        try self.writeOutbox(changes)
        for fingerprint in changes.endedAttempts { try self.session.removeAttempt.run(Blob(fingerprint)) }
        try self.writeNumbers(before)
    }

    private func writeNumbers(_ before: StoredRows.Numbers) throws {
        let now = self.stored.numbers
        for (name, old, new) in [
            ("application", before.application, now.application),
            ("decision", before.decision, now.decision),
            ("outbox", before.outbox, now.outbox),
        ] where old != new {
            try self.session.setNumber.run(new, name)
        }
    }

    /// Applications, which refer to decisions that are written next.
    ///
    /// - Returns: The number of each.
    private mutating func writeApplications(_ changes: BookChanges) throws -> [Int64] {
        var decisions = [Int64?](repeating: nil, count: changes.applications.count)
        for (place, application) in changes.decided.enumerated() {
            decisions[application] = self.stored.numbers.decision + Int64(place) + 1
        }
        var numbers: [Int64] = []
        numbers.reserveCapacity(changes.applications.count)
        for (record, decision) in zip(changes.applications, decisions) {
            if let id = self.stored.applications[record.key] {
                numbers.append(id)
                try self.session.setApplication.run(
                    id,
                    record.revision,
                    record.order,
                    record.status,
                    record.portal,
                    record.traceparent,
                    Blob(record.contentDigest),
                    decision,
                    TextBytes(bytes: SQLiteJSON.bytes(record.holdings)),
                    Blob(record.content),
                    record.withdrawnBy
                )
            } else {
                self.stored.numbers.application += 1
                numbers.append(self.stored.numbers.application)
                try self.session.addApplications.add(
                    self.stored.numbers.application,
                    record.key.program,
                    record.key.application,
                    record.revision,
                    record.order,
                    record.status,
                    record.portal,
                    record.traceparent,
                    Blob(record.contentDigest),
                    decision,
                    TextBytes(bytes: SQLiteJSON.bytes(record.holdings)),
                    Blob(record.content),
                    record.withdrawnBy
                )
            }
        }
        try self.session.addApplications.finish()
        return numbers
    }

    private mutating func writeDecisions(_ changes: BookChanges, on applications: [Int64]) throws {
        self.stored.decisions.reserveCapacity(self.stored.decisions.count + changes.decisions.count)
        for (decision, application) in zip(changes.decisions, changes.decided) {
            self.stored.numbers.decision += 1
            self.stored.decisions[decision.eventID] = (self.stored.numbers.decision, decision.decision)
            try self.session.addDecisions.add(
                self.stored.numbers.decision,
                applications[application],
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
        }
        try self.session.addDecisions.finish()
    }

    /// Entries, which stand in the order of their decisions.
    ///
    /// - Parameter last: The number of the last decision before those of this transaction.
    private func writeEntries(_ changes: BookChanges, after last: Int64) throws {
        let entries = changes.entries
        var next = 0
        for (offset, decision) in changes.decisions.enumerated() {
            var place: Int64 = 0
            while next < entries.count, entries[next].sequence == decision.sequence,
                entries[next].application == decision.key
            {
                place += 1
                try self.session.addEntries.add(
                    last + Int64(offset) + 1,
                    place,
                    entries[next].revision,
                    entries[next].key.limit,
                    entries[next].key.key,
                    entries[next].scope,
                    entries[next].line,
                    entries[next].kind.rawValue,
                    entries[next].cents
                )
                next += 1
            }
        }
        try self.session.addEntries.finish()
        guard next == entries.count else { throw LedgerFault(.other, "an entry of the journal has no decision") }
    }
}
