internal import JSON
internal import Ledger
internal import Messages

extension Account {
    /// For people.
    var lines: [String] {
        var lines = self.decisionLines
        if self.limits.isEmpty {
            let who = "\(self.scope) \(Console.clean(self.key))"
            return lines + ["nothing was ever counted for \(who) under any limit"]
        }
        for limit in self.limits {
            let maximum = limit.maximum.map { " of \($0)" } ?? ""
            let whom = self.scope == "application" ? " (\(limit.scope) \(limit.key.key))" : ""
            if !lines.isEmpty { lines.append("") }
            lines.append(
                Console.clean("\(limit.key.limit)\(whom): \(limit.sum)\(self.scope == "application" ? "" : maximum)")
            )
            var table = TextTable([
                ("when (UTC)", .left), ("what", .left), ("amount", .right), ("sum", .right), ("link", .right),
                ("application", .left),
            ])
            for (entry, sum) in limit.entries {
                let line = entry.line.map { ", line \($0)" } ?? ""
                table.add([
                    Self.moment(entry.recordedAt), entry.kind.rawValue, Cents(entry.cents).description,
                    Cents(sum).description, "\(entry.sequence)",
                    "\(entry.application.application) (\(entry.revision))\(line)",
                ])
            }
            lines += table.lines
        }
        return lines
    }

    private var decisionLines: [String] {
        guard !self.decisions.isEmpty else { return [] }
        var table = TextTable([
            ("when (UTC)", .left), ("revision", .right), ("decision", .right), ("link", .right), ("status", .left),
        ])
        for decision in self.decisions {
            table.add([
                Self.moment(decision.recordedAt), "\(decision.revision)", "\(decision.number)",
                "\(decision.sequence)", decision.status,
            ])
        }
        return table.lines
    }

    private static func moment(_ milliseconds: Int64) -> String {
        String(Instant(milliseconds: milliseconds).description.replacing("T", with: " ").dropLast())
    }

    /// For programs.
    var json: String {
        var json = JSONWriter()
        json.beginObject()
        json.key("scope")
        json.value(self.scope)
        json.key("key")
        json.value(self.key)
        if self.scope == "application" {
            json.key("decisions")
            json.beginArray()
            for decision in self.decisions { Self.write(decision, to: &json) }
            json.endArray()
        }
        json.key("limits")
        json.beginArray()
        for limit in self.limits {
            json.beginObject()
            json.key("limit")
            json.value(limit.key.limit)
            json.key("scope")
            json.value(limit.scope)
            json.key("key")
            json.value(limit.key.key)
            json.key("used")
            json.value(limit.sum.description)
            json.key("maximum")
            json.value(limit.maximum?.description)
            json.key("entries")
            json.beginArray()
            for (entry, sum) in limit.entries { Self.write(entry, sum, to: &json) }
            json.endArray()
            json.endObject()
        }
        json.endArray()
        json.endObject()
        return String(decoding: json.finish(), as: UTF8.self)
    }

    private static func write(_ decision: DecisionRecord, to json: inout JSONWriter) {
        json.beginObject()
        json.key("at")
        json.value(Instant(milliseconds: decision.recordedAt).description)
        json.key("revision")
        json.value(decision.revision)
        json.key("number")
        json.value(decision.number)
        json.key("status")
        json.value(decision.status)
        json.key("event")
        json.value(decision.eventID)
        json.key("link")
        json.value(decision.sequence)
        json.endObject()
    }

    private static func write(_ entry: EntryRecord, _ sum: Int64, to json: inout JSONWriter) {
        json.beginObject()
        json.key("at")
        json.value(Instant(milliseconds: entry.recordedAt).description)
        json.key("what")
        json.value(entry.kind.rawValue)
        json.key("amount")
        json.value(Cents(entry.cents).description)
        json.key("sum")
        json.value(Cents(sum).description)
        json.key("program")
        json.value(entry.application.program)
        json.key("application")
        json.value(entry.application.application)
        json.key("revision")
        json.value(entry.revision)
        json.key("line")
        json.value(entry.line)
        json.key("link")
        json.value(entry.sequence)
        json.endObject()
    }
}
