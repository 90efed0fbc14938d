internal import JSON
internal import Ledger
internal import Messages
internal import Pipeline

/// Records in the ledger what was done to dead letters by hand: who, when, which, how many; nothing personal.
struct LetterLedger {
    private let ledger: any Ledger
    private let action: String
    /// Ids of letters that were done with, and how many for each reason.
    private var done: [String] = []
    private var reasons: [String: Int] = [:]
    private var stayed = 0
    /// How many ids a record names: it stays readable.
    private static let named = 1_000

    /// Records of `action`, such as `replay`.
    init(_ ledger: any Ledger, _ action: String) {
        self.ledger = ledger
        self.action = "dead-letters \(action)"
    }

    /// How many letters were done with.
    var count: Int { self.done.count }

    /// Counts a letter that is done with.
    mutating func add(_ letter: DeadLetter) {
        self.done.append(letter.shortID)
        self.reasons[letter.reason, default: 0] += 1
    }

    /// Counts a letter that stays.
    mutating func addStaying() { self.stayed += 1 }

    /// Records that it begins, before anything is done.
    func begin(_ ids: [String]) async throws {
        try await self.note { json in
            json.key("state")
            json.value("begun")
            json.key("letters")
            json.value(ids.count)
            Self.write(ids.map { String($0.prefix(12)) }, to: &json)
        }
    }

    /// Records how it ended.
    func end(missing: Int, fault: String? = nil) async throws {
        try await self.note { json in
            json.key("state")
            json.value(fault == nil ? "ended" : "broken off")
            json.key("letters")
            json.value(self.done.count)
            json.key("stayed")
            json.value(self.stayed)
            json.key("missing")
            json.value(missing)
            json.key("reasons")
            json.beginObject()
            for (reason, count) in self.reasons.sorted(by: { $0.key < $1.key }) {
                json.key(reason)
                json.value(count)
            }
            json.endObject()
            Self.write(self.done, to: &json)
        }
    }

    private static func write(_ ids: [String], to json: inout JSONWriter) {
        json.key("ids")
        json.beginArray()
        for id in ids.prefix(Self.named) { json.value(id) }
        json.endArray()
    }

    private func note(_ write: (inout JSONWriter) -> Void) async throws {
        var json = JSONWriter(capacity: 512)
        json.beginObject()
        write(&json)
        json.endObject()
        let detail = String(decoding: json.finish(), as: UTF8.self)
        try await self.ledger.note(
            ActionRecord(at: Instant.present.milliseconds, by: Operator.name, action: self.action, detail: detail)
        )
    }
}
