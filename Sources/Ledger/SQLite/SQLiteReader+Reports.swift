import Foundation
import GRDB
import Messages
import SQLite

extension SQLiteReader {
    /// Every program, with its number.
    func programs() throws -> [(id: Int64, record: ProgramRecord)] {
        var programs: [(id: Int64, record: ProgramRecord)] = []
        try self.session.programs.forEachRow { row in
            let record = ProgramRecord(
                program: row.text(1),
                budget: row.optionalInteger(2),
                lastOrder: row.integer(3),
                sequence: row.integer(4),
                head: row.bytes(5)
            )
            programs.append((row.integer(0), record))
        }
        return programs
    }

    func events(where condition: String, _ arguments: StatementArguments) throws -> [OutboxEvent] {
        let sql = """
            SELECT o.id, o.type, o.exchange, o.routing_key, o.correlation_id, o.traceparent, o.head, d.body, o.tail,
                o.created_at, o.place, o.returned, o.owner
            FROM outbox AS o LEFT JOIN decision AS d ON d.id = o.decision WHERE \(condition)
            """
        let rows = try Row.fetchCursor(self.database.cachedStatement(sql: sql), arguments: arguments)
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
                    returned: row[11],
                    owner: row[12]
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

    /// Without the index's name, the planner may go through all applications or tasks to have them by program.
    func figures() throws -> LedgerFigures {
        var figures = LedgerFigures()
        let outbox = """
            SELECT \(OutboxFigures.columns) FROM \(OutboxFigures.source)
            """
        if let row = try Row.fetchOne(self.database.cachedStatement(sql: outbox)) {
            figures.pendingEvents = row[0]
            figures.returnedEvents = row[1]
            figures.oldestPendingAt = row[2]
        }
        figures.waiting = try self.numbers(
            """
            SELECT program, count(*) FROM application INDEXED BY application_waiting WHERE status = 'waitlisted'
            GROUP BY program
            """
        )
        figures.openTasks = try self.numbers(
            "SELECT program, count(*) FROM task INDEXED BY task_open WHERE state = 'open' GROUP BY program"
        )
        return figures
    }

    private func numbers(_ sql: String) throws -> [String: Int] {
        let rows = try Row.fetchCursor(self.database.cachedStatement(sql: sql))
        var numbers: [String: Int] = [:]
        while let row = try rows.next() { numbers[row[0]] = row[1] }
        return numbers
    }

    func counts() throws -> LedgerCounts {
        let sql = """
            SELECT (SELECT count(*) FROM application), (SELECT count(*) FROM task WHERE state = 'open'),
                \(OutboxFigures.columns)
            FROM \(OutboxFigures.source)
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
