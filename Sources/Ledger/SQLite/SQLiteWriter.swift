import GRDB
import Messages
import SQLite

/// Writes what a plan changed, within its transaction.
struct SQLiteWriter {
    let session: SQLiteSession
    /// Grows by what is written.
    var stored: StoredRows
    /// Who publishes what is enqueued; `nil` for whoever claims it.
    let owner: Int?
    /// What was enqueued in one row.
    var bundle: EventBundle?

    init(_ session: SQLiteSession, stored: StoredRows, owner: Int?) {
        self.session = session
        self.stored = stored
        self.owner = owner
    }

    mutating func write(_ changes: BookChanges, _ marks: OwnBundles.Marks) throws {
        let before = self.stored.numbers
        for edition in changes.editions {
            try self.session.addEdition.run {
                $0.append(edition.digest)
                $0.append(edition.program)
                $0.append(edition.edition)
                $0.append(blob: edition.text)
            }
        }
        try self.writePrograms(changes)
        try self.writeDecisions(changes, on: try self.writeApplications(changes))
        try self.writeEntries(changes, after: before.decision)
        for (key, cents) in changes.balances {
            try self.session.setBalances.add {
                $0.append(key.limit)
                $0.append(key.key)
                $0.append(cents)
            }
        }
        try self.session.setBalances.finish()
        try self.writeTasks(changes.tasks.values)
        try self.writeOutbox(changes, marks, after: before.decision)
        for fingerprint in changes.endedAttempts { try self.session.removeAttempt.run { $0.append(blob: fingerprint) } }
        try self.writeNumbers(before)
    }

    private func writeNumbers(_ before: StoredRows.Numbers) throws {
        let now = self.stored.numbers
        for (name, old, new) in [
            ("application", before.application, now.application),
            ("decision", before.decision, now.decision),
            ("outbox", before.outbox, now.outbox),
        ] where old != new {
            try self.session.setNumber.run {
                $0.append(new)
                $0.append(name)
            }
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
        // By their places: what goes through the records themselves copies each of them.
        let records = changes.applications
        for place in records.indices {
            if let id = self.stored.applications[records[place].key] {
                numbers.append(id)
                try self.session.setApplication.run {
                    $0.append(id)
                    Self.append(records[place], decisions[place], to: &$0)
                }
            } else {
                self.stored.numbers.application += 1
                numbers.append(self.stored.numbers.application)
                try self.session.addApplications.add {
                    $0.append(self.stored.numbers.application)
                    $0.append(records[place].key.program)
                    $0.append(records[place].key.application)
                    Self.append(records[place], decisions[place], to: &$0)
                }
            }
        }
        try self.session.addApplications.finish()
        return numbers
    }

    /// What may change of an application, in the order of the columns.
    private static func append(_ record: ApplicationRecord, _ decision: Int64?, to row: inout ValueBuffer) {
        row.append(Int64(record.revision))
        row.append(record.order)
        row.append(record.status)
        row.append(record.portal)
        row.append(record.traceparent)
        row.append(blob: record.contentDigest)
        row.append(decision)
        row.append(text: SQLiteJSON.bytes(record.holdings))
        row.append(blob: record.content)
        row.append(record.withdrawnBy)
    }

    private mutating func writeDecisions(_ changes: BookChanges, on applications: [Int64]) throws {
        self.stored.decisions.reserveCapacity(self.stored.decisions.count + changes.decisions.count)
        for (decision, application) in zip(changes.decisions, changes.decided) {
            self.stored.numbers.decision += 1
            self.stored.decisions[decision.eventID] = (self.stored.numbers.decision, decision.decision)
            try self.session.addDecisions.add {
                $0.append(self.stored.numbers.decision)
                $0.append(applications[application])
                $0.append(Int64(decision.revision))
                $0.append(Int64(decision.number))
                $0.append(decision.status)
                $0.append(decision.edition)
                $0.append(decision.eventID)
                $0.append(decision.recordedAt)
                $0.append(blob: decision.decision)
                $0.append(self.stored.programs[decision.key.program])
                $0.append(decision.sequence)
                $0.append(blob: decision.contentDigest)
                $0.append(blob: decision.hash)
            }
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
                try self.session.addEntries.add {
                    $0.append(last + Int64(offset) + 1)
                    $0.append(place)
                    $0.append(Int64(entries[next].revision))
                    $0.append(entries[next].key.limit)
                    $0.append(entries[next].key.key)
                    $0.append(entries[next].scope)
                    $0.append(entries[next].line)
                    $0.append(entries[next].kind.rawValue)
                    $0.append(entries[next].cents)
                }
                next += 1
            }
        }
        try self.session.addEntries.finish()
        guard next == entries.count else { throw LedgerFault(.other, "an entry of the journal has no decision") }
    }
}
