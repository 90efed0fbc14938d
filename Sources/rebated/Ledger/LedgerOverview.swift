internal import Digest
internal import JSON
internal import Ledger
internal import Messages

/// All that `rebated ledger status` tells.
struct LedgerOverview {
    private let status: LedgerStatus
    private let counts: LedgerCounts
    private let programs: [ProgramRecord]
    private let editions: [EditionRecord]

    init(of ledger: any Ledger) async throws {
        self.status = try await ledger.status()
        self.counts = try await ledger.counts()
        self.programs = try await ledger.programs()
        self.editions = try await ledger.editions()
    }

    /// Tells of a ledger that has to be migrated first.
    static func tell(behind schema: LedgerSchema, isJSON: Bool) {
        guard isJSON else {
            Console.say("schema        \(schema.version), and this program works with \(schema.latest)")
            return Console.say("              bring it up to date with `rebated ledger migrate`")
        }
        var json = JSONWriter()
        json.beginObject()
        json.key("schema")
        json.value(schema.version)
        json.key("latest_schema")
        json.value(schema.latest)
        json.endObject()
        Console.say(String(decoding: json.finish(), as: UTF8.self))
    }

    /// For people.
    var lines: [String] {
        let size = self.status.size.map { ", \(Self.size($0))" } ?? ""
        var lines = [
            "ledger        \(Console.clean(self.status.location))",
            "kept by       \(Console.clean(self.status.engine)), schema \(self.status.schema)\(size)",
            "applications  \(self.counts.applications)",
            "open tasks    \(self.counts.openTasks)",
            "outbox        \(self.outbox)",
        ]
        if !self.programs.isEmpty {
            var table = TextTable([
                ("program", .left), ("budget", .right), ("last place", .right), ("links", .right), ("head", .left),
            ])
            for program in self.programs {
                let budget = program.budget.map { Cents($0).description } ?? "none"
                let head = program.sequence > 0 ? Hexadecimal.text(program.head.prefix(6)) : "-"
                table.add([program.program, budget, "\(program.lastOrder)", "\(program.sequence)", head])
            }
            lines += [""] + table.lines
        }
        if !self.editions.isEmpty {
            var table = TextTable([("edition", .left), ("of", .left), ("digest", .left)])
            for edition in self.editions {
                table.add([edition.edition, edition.program, String(edition.digest.prefix("sha256:".count + 12))])
            }
            lines += [""] + table.lines
        }
        return lines
    }

    private var outbox: String {
        var text = "\(self.counts.pendingEvents) to publish"
        if let oldest = self.counts.oldestPendingAt {
            let seconds = max(Instant.present.milliseconds - oldest, 0) / 1_000
            text += ", the oldest for \(seconds) s"
        }
        if self.counts.returnedEvents > 0 { text += "; \(self.counts.returnedEvents) that no queue took" }
        return text
    }

    private static func size(_ bytes: Int64) -> String {
        let units = ["bytes", "KB", "MB", "GB", "TB"]
        var amount = Double(bytes)
        var unit = 0
        while amount >= 1_000, unit < units.count - 1 {
            amount /= 1_000
            unit += 1
        }
        return unit == 0 ? "\(bytes) bytes" : "\((amount * 10).rounded() / 10) \(units[unit])"
    }

    /// For programs.
    var json: String {
        var json = JSONWriter()
        json.beginObject()
        json.key("location")
        json.value(self.status.location)
        json.key("engine")
        json.value(self.status.engine)
        json.key("schema")
        json.value(self.status.schema)
        json.key("latest_schema")
        json.value(self.status.latestSchema)
        json.key("size")
        if let size = self.status.size { json.value(size) } else { json.null() }
        json.key("applications")
        json.value(self.counts.applications)
        json.key("open_tasks")
        json.value(self.counts.openTasks)
        json.key("pending_events")
        json.value(self.counts.pendingEvents)
        json.key("returned_events")
        json.value(self.counts.returnedEvents)
        json.key("oldest_pending_at")
        json.value(self.counts.oldestPendingAt.map { Instant(milliseconds: $0).description })
        json.key("programs")
        json.beginArray()
        for program in self.programs { Self.write(program, to: &json) }
        json.endArray()
        json.key("editions")
        json.beginArray()
        for edition in self.editions {
            json.beginObject()
            json.key("program")
            json.value(edition.program)
            json.key("edition")
            json.value(edition.edition)
            json.key("digest")
            json.value(edition.digest)
            json.endObject()
        }
        json.endArray()
        json.endObject()
        return String(decoding: json.finish(), as: UTF8.self)
    }

    private static func write(_ program: ProgramRecord, to json: inout JSONWriter) {
        json.beginObject()
        json.key("program")
        json.value(program.program)
        json.key("budget")
        json.value(program.budget.map { Cents($0).description })
        json.key("last_place")
        json.value(program.lastOrder)
        json.key("sequence")
        json.value(program.sequence)
        json.key("head")
        json.value(Hexadecimal.text(program.head[...]))
        json.endObject()
    }
}
