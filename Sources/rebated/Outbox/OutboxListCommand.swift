internal import ArgumentParser
internal import JSON
internal import Ledger
internal import Messages
internal import Operations

/// Lists what is owed.
struct OutboxListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists events that are pending or returned, the oldest first.",
        discussion: """
            A pending event with an owner is being published by a worker; the number is the worker's slot. Events that \
            were committed together are listed until the broker has confirmed all of them.
            """
    )

    @OptionGroup var ledger: LedgerOptions
    @OptionGroup var config: ConfigOptions

    @Flag(help: "Only those that no queue took.")
    var returned = false

    @Option(help: ArgumentHelp("How many to show, at most.", valueName: "number"))
    var limit = 100

    @Flag(help: "Print JSON, one object a line.")
    var json = false

    /// Events read at a time: bounds the memory.
    private static let page = 200

    func validate() throws {
        if self.limit < 1 { throw ValidationError("--limit must be 1 or more") }
    }

    func run() async throws {
        try await Exit.reporting {
            let settings = try self.config.settings(self.ledger.flags)
            try await settings.withLedger(as: .reader) { ledger in
                let events = try await self.events(ledger)
                if self.json {
                    for event in events { Self.print(event) }
                    return
                }
                let counts = try await ledger.counts()
                if !events.isEmpty { self.show(events) }
                Console.say("\(counts.pendingEvents) pending, \(counts.returnedEvents) returned")
            }
        }
    }

    private func events(_ ledger: any Ledger) async throws -> [OutboxEvent] {
        var shown: [OutboxEvent] = []
        var place: Int64 = 0
        while shown.count < self.limit {
            let events = try await ledger.pendingEvents(after: place, limit: Self.page, includingReturned: true)
            guard let last = events.last else { break }
            place = last.place
            shown += events.filter { !self.returned || $0.returned != nil }.prefix(self.limit - shown.count)
        }
        return shown
    }

    private func show(_ events: [OutboxEvent]) {
        var table = TextTable([
            ("age", .right), ("event", .left), ("application", .left), ("exchange", .left), ("routing key", .left),
            ("state", .left),
        ])
        let now = Instant.present.milliseconds
        for event in events {
            let state = event.returned.map { "returned: \($0)" } ?? event.owner.map { "owner \($0)" } ?? "pending"
            table.add([
                Self.age(now - event.createdAt), Self.name(event.type), event.correlationID, event.exchange,
                event.routingKey, state,
            ])
        }
        table.lines.forEach(Console.say)
    }

    /// A type without what is the same in all: `decision.made`.
    private static func name(_ type: String) -> String {
        String(type.trimmingPrefix("rebated.").replacing(/\.v\d+$/, with: ""))
    }

    /// How long ago, in one unit.
    static func age(_ milliseconds: Int64) -> String {
        let seconds = max(0, milliseconds / 1_000)
        switch seconds {
        case ..<60: return "\(seconds) s"
        case ..<3_600: return "\(seconds / 60) min"
        case ..<172_800: return "\(seconds / 3_600) h"
        default: return "\(seconds / 86_400) d"
        }
    }

    private static func print(_ event: OutboxEvent) {
        var json = JSONWriter()
        json.beginObject()
        json.key("id")
        json.value(event.id)
        json.key("type")
        json.value(event.type)
        json.key("application")
        json.value(event.correlationID)
        json.key("exchange")
        json.value(event.exchange)
        json.key("routing_key")
        json.value(event.routingKey)
        json.key("created_at")
        json.value(Instant(milliseconds: event.createdAt).description)
        json.key("returned")
        json.value(event.returned)
        json.key("owner")
        if let owner = event.owner { json.value(owner) } else { json.null() }
        json.endObject()
        Console.say(String(decoding: json.finish(), as: UTF8.self))
    }
}
