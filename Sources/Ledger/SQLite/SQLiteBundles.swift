import Foundation
import GRDB

/// What bundles of events hold.
struct SQLiteBundles {
    let database: Database

    /// Events behind a place, oldest first.
    func events(after place: Int64, limit: Int) throws -> [OutboxEvent] {
        let sql = "SELECT place, owner, events FROM outbox_bundle WHERE place + number > ?1 + 1 ORDER BY place"
        let rows = try Row.fetchCursor(self.database.cachedStatement(sql: sql), arguments: [place])
        var events: [OutboxEvent] = []
        while events.count < limit, let row = try rows.next() {
            let first: Int64 = row[0]
            for (offset, stored) in try EventBundle.events(in: row.bytes(2)).enumerated() {
                let own = first + Int64(offset)
                guard own > place else { continue }
                let decision = try stored.decision.map { try self.decision($0.number) ?? [] } ?? []
                events.append(stored.whole(decision, place: own, owner: row[1]))
            }
        }
        return Array(events.prefix(limit))
    }

    private func decision(_ number: Int64) throws -> [UInt8]? {
        let statement = try self.database.cachedStatement(sql: "SELECT body FROM decision WHERE id = ?")
        return try Row.fetchOne(statement, arguments: [number])?.bytes(0)
    }

    /// Gives each event of bundles that nobody publishes a row of its own, the oldest first, for whoever claims it.
    ///
    /// One that has a row already keeps that. Within a transaction.
    ///
    /// - Parameters:
    ///   - orphaned: Slots of processes that have ended, as JSON.
    ///   - limit: After how many events to stop.
    func untie(orphaned: String, limit: Int) throws {
        let sql = """
            SELECT place, events FROM outbox_bundle
            WHERE owner IS NULL OR owner IN (SELECT value FROM json_each(?)) ORDER BY place
            """
        var count = 0
        let bundles = try Row.fetchCursor(self.database, sql: sql, arguments: [orphaned])
        var untied: [Int64] = []
        while count < limit, let row = try bundles.next() {
            let events = try EventBundle.events(in: row.bytes(1))
            let first: Int64 = row[0]
            for (offset, stored) in events.enumerated() { try self.insert(stored, at: first + Int64(offset)) }
            untied.append(first)
            count += events.count
        }
        for place in untied {
            try self.database.execute(sql: "DELETE FROM outbox_bundle WHERE place = ?", arguments: [place])
        }
    }

    /// Takes events that are told again out of bundles, whoever publishes these: they get rows.
    ///
    /// Within a transaction.
    func take(_ told: [(event: String, decision: StoredEvent.Place)]) throws {
        // The decisions on record tell when, and so which of the bundles have to be read: hardly ever any.
        let sql = """
            SELECT place, events FROM outbox_bundle WHERE recorded_at IN (
                SELECT recorded_at FROM decision WHERE id IN (SELECT value FROM json_each(?)))
            """
        let ids = Set(told.map(\.event))
        let statement = try self.database.cachedStatement(sql: sql)
        for row in try Row.fetchAll(statement, arguments: [SQLiteJSON.list(told.map(\.decision.number))]) {
            let events = try EventBundle.events(in: row.bytes(1))
            let rest = events.filter { !ids.contains($0.event.id) }
            guard rest.count < events.count else { continue }
            let bundle = EventBundle(key: row[0], events: rest)
            try self.database.execute(
                sql: rest.isEmpty
                    ? "DELETE FROM outbox_bundle WHERE place = ?3"
                    : "UPDATE outbox_bundle SET number = ?1, events = ?2 WHERE place = ?3",
                arguments: [rest.count, Data(bundle.bytes), bundle.key]
            )
        }
    }

    private func insert(_ stored: StoredEvent, at place: Int64) throws {
        let sql = """
            INSERT INTO outbox (place, id, type, exchange, routing_key, correlation_id, traceparent, created_at, head,
                decision, tail)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING
            """
        let event = stored.event
        try self.database.cachedStatement(sql: sql)
            .execute(
                arguments: [
                    place, event.id, event.type, event.exchange, event.routingKey, event.correlationID,
                    event.traceparent, event.createdAt, Data(stored.before), stored.decision?.number,
                    Data(stored.behind),
                ]
            )
    }

    /// What is wrong with them, in sentences.
    func problems() throws -> [String] {
        var problems = ProblemList()
        let rows = try Row.fetchCursor(self.database, sql: "SELECT place, number, events FROM outbox_bundle")
        while let row = try rows.next() {
            do {
                let events = try EventBundle.events(in: row.bytes(2))
                if events.count != row[1] { throw BundleReader.fault }
                let isWhole = try events.allSatisfy { event in
                    try event.decision.map { try self.decision($0.number) != nil } ?? true
                }
                if !isWhole { problems.add("a row of outbox_bundle refers to nothing") }
            } catch let fault as LedgerFault {
                problems.add(fault.message)
            }
        }
        return problems.sentences
    }
}
