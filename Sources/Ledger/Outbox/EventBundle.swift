/// Events of one commit in one row: written and removed together, for a fraction of what a row each would cost.
///
/// Nearly always the broker confirms all of them at once. Where it sends one back, that one gets a row of its own, and
/// so do all of a bundle whose process has ended: what is looked at and given to others are rows.
struct EventBundle: Sendable {
    /// The most events of a bundle: as many places of the outbox are kept for it.
    static let capacity = 4_096

    /// What it is known by.
    let key: Int64
    /// In the order in which they were enqueued.
    let events: [StoredEvent]

    /// When the oldest of them was made, in milliseconds since 1970.
    var oldest: Int64 { self.events.lazy.map(\.event.createdAt).min() ?? 0 }

    /// The events as bytes, which ``events(in:)`` reads.
    ///
    /// A byte for the version, then for each event its numbers, its texts and what is left of its body. Numbers have
    /// eight bytes, lengths four, the last one first as everywhere on this platform.
    var bytes: [UInt8] {
        var writer = BundleWriter()
        writer.reserve(self.events.reduce(1) { $0 + $1.before.count + $1.behind.count + 256 })
        writer.append(Self.version)
        for stored in self.events {
            writer.append(stored.event.createdAt)
            writer.append(UInt8(stored.decision == nil ? 0 : 1))
            writer.append(stored.decision?.program ?? Int64(0))
            writer.append(stored.decision?.number ?? Int64(0))
            writer.append(stored.event.id)
            writer.append(stored.event.type)
            writer.append(stored.event.exchange)
            writer.append(stored.event.routingKey)
            writer.append(stored.event.correlationID)
            writer.append(stored.event.traceparent ?? "")
            writer.append(stored.before)
            writer.append(stored.behind)
        }
        return writer.bytes
    }

    private static let version: UInt8 = 1

    /// Reads ``bytes``.
    ///
    /// - Throws: ``LedgerFault`` if they are something else.
    static func events(in bytes: [UInt8]) throws(LedgerFault) -> [StoredEvent] {
        var reader = BundleReader(bytes)
        guard try reader.byte() == Self.version else { throw BundleReader.fault }
        var events: [StoredEvent] = []
        while !reader.isAtEnd {
            let createdAt = try reader.number()
            let hasDecision = try reader.byte() == 1
            let place = StoredEvent.Place(program: try reader.number(), number: try reader.number())
            let (id, type, exchange) = (try reader.text(), try reader.text(), try reader.text())
            let (routingKey, correlationID) = (try reader.text(), try reader.text())
            let traceparent = try reader.text()
            let before = try reader.piece()
            let event = OutboxEvent(
                id: id,
                type: type,
                exchange: exchange,
                routingKey: routingKey,
                correlationID: correlationID,
                traceparent: traceparent.isEmpty ? nil : traceparent,
                body: Array(before) + (try reader.piece()),
                createdAt: createdAt
            )
            events.append(StoredEvent(read: event, head: before.count, decision: hasDecision ? place : nil))
        }
        return events
    }
}
