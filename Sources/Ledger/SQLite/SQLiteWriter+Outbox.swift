import SQLite

extension SQLiteWriter {
    /// What was confirmed goes, what is owed comes.
    ///
    /// - Parameter decision: The last one that was there before.
    mutating func writeOutbox(_ changes: BookChanges, _ marks: OwnBundles.Marks, after decision: Int64) throws {
        for key in marks.ended { try self.session.removeBundle.run { $0.append(key) } }
        for id in marks.published { try self.session.removeEvent.run { $0.append(id) } }
        for (event, reason) in marks.setApart { try self.setApart(event, reason) }
        for (id, reason) in marks.returned {
            try self.session.returnEvent.run {
                $0.append(reason)
                $0.append(id)
            }
        }
        guard !changes.events.isEmpty else { return }
        let known = self.stored.decisions
        let owed = OwedEvents(changes.events, hasOwner: self.owner != nil) { id in
            known[id].map { OwedEvents.Told(place: .init(number: $0.id), body: $0.body, isNew: $0.id > decision) }
        }
        if let first = owed.bundled.first {
            let bundle = EventBundle(key: self.stored.numbers.outbox + 1, events: owed.bundled)
            try self.add(bundle, at: changes.decisions.first?.recordedAt ?? first.event.createdAt)
        }
        // What is delivered again, since its worker ended or lost the broker, may be owed by that worker's bundle.
        if !owed.toldAgain.isEmpty { try SQLiteBundles(database: self.session.database).take(owed.toldAgain) }
        for stored in owed.others { try self.add(stored) }
        try self.session.setEvents.finish()
    }

    private mutating func add(_ bundle: EventBundle, at recordedAt: Int64) throws {
        self.stored.numbers.outbox += Int64(bundle.events.count)
        let bytes = bundle.bytes
        try self.session.addBundle.run {
            $0.append(bundle.key)
            $0.append(self.owner.map { Int64($0) })
            $0.append(Int64(bundle.events.count))
            $0.append(bundle.oldest)
            $0.append(recordedAt)
            $0.append(blob: bytes)
        }
        self.bundle = bundle
    }

    private mutating func add(_ stored: StoredEvent) throws {
        self.stored.numbers.outbox += 1
        try self.session.setEvents.add {
            Self.append(stored, at: self.stored.numbers.outbox, returned: nil, to: &$0)
            $0.append(self.owner.map { Int64($0) })
        }
    }

    /// Gives an event that was sent back a row of its own.
    private mutating func setApart(_ stored: StoredEvent, _ reason: String) throws {
        self.stored.numbers.outbox += 1
        try self.session.setReturnedEvent.run {
            Self.append(stored, at: self.stored.numbers.outbox, returned: reason, to: &$0)
        }
    }

    private static func append(
        _ stored: StoredEvent,
        at place: Int64,
        returned: String?,
        to row: inout ValueBuffer
    ) {
        let event = stored.event
        row.append(place)
        row.append(event.id)
        row.append(event.type)
        row.append(event.exchange)
        row.append(event.routingKey)
        row.append(event.correlationID)
        row.append(event.traceparent)
        row.append(event.createdAt)
        row.append(returned)
        row.append(blob: stored.before)
        row.append(stored.decision?.number)
        row.append(blob: stored.behind)
    }
}
