import Foundation
import GRDB
import Messages

extension SQLiteReader {
    func budgets() throws -> [String: Int64] {
        let rows = try Row.fetchCursor(self.database.cachedStatement(sql: "SELECT program, cents FROM budget"))
        var budgets: [String: Int64] = [:]
        while let row = try rows.next() { budgets[row[0]] = row[1] }
        return budgets
    }

    func pendingEvents(
        after place: Int64,
        limit: Int,
        createdBefore moment: Int64?,
        includingReturned: Bool
    ) throws -> [OutboxEvent] {
        let sql = """
            SELECT o.id, o.type, o.exchange, o.routing_key, o.correlation_id, o.traceparent, o.head, d.body, o.tail,
                o.created_at, o.place, o.returned
            FROM outbox AS o LEFT JOIN decision AS d ON d.id = o.decision
            WHERE o.place > ? AND o.created_at < ? AND (o.returned IS NULL OR ?)
            ORDER BY o.place LIMIT ?
            """
        let rows = try Row.fetchCursor(
            self.database.cachedStatement(sql: sql),
            arguments: [place, moment ?? Int64.max, includingReturned, max(limit, 0)]
        )
        var events: [OutboxEvent] = []
        while let row = try rows.next() {
            let decision: Data? = row[7]
            events.append(
                OutboxEvent(
                    id: row[0],
                    type: row[1],
                    exchange: row[2],
                    routingKey: row[3],
                    correlationID: row[4],
                    traceparent: row[5],
                    body: row.bytes(6) + (decision.map { Array($0) } ?? []) + row.bytes(8),
                    createdAt: row[9],
                    place: row[10],
                    returned: row[11]
                )
            )
        }
        return events
    }

    func editions() throws -> [EditionRecord] {
        let sql = "SELECT digest, program, edition, text FROM edition ORDER BY program, edition, digest"
        return try Row.fetchAll(self.database, sql: sql)
            .map { row in
                EditionRecord(digest: row[0], program: row[1], edition: row[2], text: row.bytes(3))
            }
    }

    func edition(digest: String) throws -> EditionRecord? {
        let sql = "SELECT digest, program, edition, text FROM edition WHERE digest = ?"
        return try Row.fetchOne(self.database, sql: sql, arguments: [digest])
            .map { row in
                EditionRecord(digest: row[0], program: row[1], edition: row[2], text: row.bytes(3))
            }
    }

    func history(of key: ApplicationKey) throws -> [DecisionRecord] {
        let sql = """
            SELECT d.revision, d.number, d.status, d.edition, d.event, d.body, d.recorded_at
            FROM application AS a JOIN decision AS d ON d.application = a.id
            WHERE a.program = ? AND a.application = ? ORDER BY d.id
            """
        return try Row.fetchAll(self.database, sql: sql, arguments: [key.program, key.application])
            .map { row in
                DecisionRecord(
                    key: key,
                    revision: row[0],
                    number: row[1],
                    status: row[2],
                    edition: row[3],
                    eventID: row[4],
                    decision: row.bytes(5),
                    recordedAt: row[6]
                )
            }
    }

    func entries(of key: BalanceKey) throws -> [EntryRecord] {
        let sql = """
            SELECT program, application, revision, scope, line, kind, cents, recorded_at FROM entry
            WHERE "limit" = ? AND "key" = ? ORDER BY id
            """
        return try Row.fetchAll(self.database, sql: sql, arguments: [key.limit, key.key])
            .compactMap { row in
                guard let kind = EntryRecord.Kind(rawValue: row[5]) else { return nil }
                return EntryRecord(
                    application: ApplicationKey(program: row[0], application: row[1]),
                    revision: row[2],
                    key: key,
                    scope: row[3],
                    line: row[4],
                    kind: kind,
                    cents: row[6],
                    recordedAt: row[7]
                )
            }
    }

    func counts() throws -> LedgerCounts {
        let sql = """
            SELECT (SELECT count(*) FROM application), (SELECT count(*) FROM task WHERE state = 'open'),
                count(*) FILTER (WHERE returned IS NULL), count(*) FILTER (WHERE returned IS NOT NULL),
                min(created_at) FILTER (WHERE returned IS NULL)
            FROM outbox
            """
        var counts = LedgerCounts()
        guard let row = try Row.fetchOne(self.database, sql: sql) else { return counts }
        counts.applications = row[0]
        counts.openTasks = row[1]
        counts.pendingEvents = row[2]
        counts.returnedEvents = row[3]
        counts.oldestPendingAt = row[4]
        return counts
    }
}
