import PostgreSQL

/// What bundles of events hold.
struct PostgresBundles {
    let session: PostgresSession

    /// Asks for bundles with events behind a place, oldest first.
    static func question(after place: Int64, limit: Int) -> Command {
        let sql = """
            SELECT place, owner, events FROM outbox_bundle WHERE place + number > $1 + 1 ORDER BY place LIMIT $2
            """
        return Command.once(sql, .integer(place), .integer(limit))
    }

    /// The events behind a place in what ``question(after:limit:)`` asked for.
    func events(in rows: Rows, after place: Int64, limit: Int) throws -> [OutboxEvent] {
        var found: [(place: Int64, owner: Int?, event: StoredEvent)] = []
        for row in rows where found.count < limit {
            let (first, owner) = (try row.integer(0), try row.optionalInteger(1).map(Int.init))
            for (offset, event) in try EventBundle.events(in: try row.bytes(2)).enumerated() {
                let own = first + Int64(offset)
                if own > place, found.count < limit { found.append((own, owner, event)) }
            }
        }
        let decisions = try self.decisions(found.compactMap(\.event.decision))
        return found.map { place, owner, event in
            event.whole(event.decision.flatMap { decisions[$0] } ?? [], place: place, owner: owner)
        }
    }

    private func decisions(_ places: [StoredEvent.Place]) throws -> [StoredEvent.Place: [UInt8]] {
        guard !places.isEmpty else { return [:] }
        let sql = """
            SELECT d.program, d.sequence, d.body FROM unnest($1, $2) AS w(program, sequence)
            JOIN decision AS d ON d.program = w.program AND d.sequence = w.sequence
            """
        let command = Command.once(sql, .integers(places.map(\.program)), .integers(places.map(\.number)))
        var decisions: [StoredEvent.Place: [UInt8]] = [:]
        for row in try self.session.run(command) {
            decisions[StoredEvent.Place(program: try row.integer(0), number: try row.integer(1))] = try row.bytes(2)
        }
        return decisions
    }

    /// Gives each event of bundles that nobody publishes a row of its own, the oldest first, for whoever claims it.
    ///
    /// One that has a row already keeps that. Of two processes that do this at once one gets a bundle. Within a
    /// transaction.
    ///
    /// - Parameters:
    ///   - orphaned: Slots of processes that have ended.
    ///   - limit: After how many events to stop, with the bundle that brings as many; at most a page of bundles.
    func untie(orphaned: [Int], limit: Int) throws {
        let sql = """
            SELECT key, place, events FROM outbox_bundle WHERE owner IS NULL OR owner = ANY ($1)
            ORDER BY place LIMIT $2 FOR UPDATE SKIP LOCKED
            """
        let question = Command(sql, .integers(orphaned.map(Int64.init)), .integer(Self.page))
        var (keys, places, events): ([Int64], [Int64], [StoredEvent]) = ([], [], [])
        for row in try self.session.run(question) where events.count < limit {
            let (first, tied) = (try row.integer(1), try EventBundle.events(in: try row.bytes(2)))
            keys.append(try row.integer(0))
            places += tied.indices.map { first + Int64($0) }
            events += tied
        }
        guard !keys.isEmpty else { return }
        let columns = try PostgresWriter.values(events)
        let inserting = """
            INSERT INTO outbox (\(PostgresWriter.eventColumns), place) OVERRIDING SYSTEM VALUE
            SELECT \(PostgresWriter.eventValues), unnest($12) ON CONFLICT (id) DO NOTHING
            """
        _ = try self.session.run([
            Command(inserting, columns + [.integers(places)], isKept: true),
            Command("DELETE FROM outbox_bundle WHERE key = ANY ($1)", .integers(keys)),
        ])
    }

    /// Takes events that are told again out of bundles, whoever publishes these: they get rows.
    ///
    /// Within a transaction.
    func take(_ told: [(event: String, decision: StoredEvent.Place)]) throws {
        // The decisions on record tell when, and so which of the bundles have to be read: hardly ever any.
        let sql = """
            SELECT key, events FROM outbox_bundle WHERE recorded_at = ANY (ARRAY(
                SELECT d.recorded_at FROM unnest($1, $2) AS w(program, sequence) CROSS JOIN LATERAL (
                    SELECT * FROM decision AS d WHERE d.program = w.program AND d.sequence = w.sequence OFFSET 0
                ) AS d
            )) ORDER BY place FOR UPDATE
            """
        let (programs, numbers) = (told.map(\.decision.program), told.map(\.decision.number))
        let ids = Set(told.map(\.event))
        var commands: [Command] = []
        for row in try self.session.run(Command(sql, .integers(programs), .integers(numbers))) {
            let (key, events) = (try row.integer(0), try EventBundle.events(in: try row.bytes(1)))
            let rest = events.filter { !ids.contains($0.event.id) }
            if rest.isEmpty {
                commands.append(Command("DELETE FROM outbox_bundle WHERE key = ANY ($1)", .integers([key])))
            } else if rest.count < events.count {
                let bytes = EventBundle(key: key, events: rest).bytes
                let sql = "UPDATE outbox_bundle SET number = $2, events = $3 WHERE key = $1"
                commands.append(Command(sql, .integer(key), .integer(rest.count), .bytes(bytes)))
            }
        }
        if !commands.isEmpty { _ = try self.session.run(commands) }
    }

    /// Bundles read at a time: bounds the memory.
    private static let page = 64

    /// What is wrong with them, in sentences.
    func problems() throws -> [String] {
        var problems = ProblemList()
        for row in try self.session.read(Command.once("SELECT number, events FROM outbox_bundle ORDER BY place")) {
            do {
                let events = try EventBundle.events(in: try row.bytes(1))
                if Int64(events.count) != (try row.integer(0)) { throw BundleReader.fault }
                let places = Set(events.compactMap(\.decision))
                if try self.decisions(Array(places)).count < places.count {
                    problems.add("a row of outbox_bundle refers to nothing")
                }
            } catch let fault as LedgerFault {
                problems.add(fault.message)
            }
        }
        return problems.sentences
    }
}
