internal import Digest
internal import Messages

/// One link of a program's journal: a decision with the entries that it brought about, or a change of the budget.
///
/// Each link's hash covers the hash before it, so that no link can be changed, removed or put in without all later
/// ones showing it.
public enum JournalLink: Sendable, Hashable {
    /// A decision, with its entries in order.
    case decision(DecisionRecord, entries: [EntryRecord])
    /// A change of the program's budget.
    case budget(BudgetRecord)

    /// What stands for the hash before the first link.
    public static let start = [UInt8](repeating: 0, count: 32)

    /// The place in the program's journal, counted from 1.
    public var sequence: Int64 {
        switch self {
        case .decision(let decision, _): decision.sequence
        case .budget(let budget): budget.sequence
        }
    }

    /// The hash that it was recorded with.
    public var hash: [UInt8] {
        switch self {
        case .decision(let decision, _): decision.hash
        case .budget(let budget): budget.hash
        }
    }

    /// The hash that it must have behind `previous`: SHA-256, 32 bytes.
    public func hash(after previous: [UInt8]) -> [UInt8] {
        switch self {
        case .decision(let decision, let entries): Self.hash(decision, entries, after: previous)
        case .budget(let budget):
            Self.hash(
                budget: budget.cents,
                program: budget.program,
                by: budget.by,
                at: budget.recordedAt,
                sequence: budget.sequence,
                after: previous
            )
        }
    }

    static func hash(_ decision: DecisionRecord, _ entries: [EntryRecord], after previous: [UInt8]) -> [UInt8] {
        var fields = Fields(kind: "decision", previous: previous)
        fields.add(decision.key.program)
        fields.add(decision.sequence)
        fields.add(decision.key.application)
        fields.add(Int64(decision.revision))
        fields.add(Int64(decision.number))
        fields.add(decision.status)
        fields.add(decision.edition)
        fields.add(decision.eventID)
        fields.add(decision.recordedAt)
        fields.add(decision.contentDigest)
        fields.add(SHA256.digest(decision.decision))
        // By their places: what goes through the entries themselves copies each of them.
        for place in entries.indices {
            fields.add(entries[place].key.limit)
            fields.add(entries[place].key.key)
            fields.add(entries[place].scope)
            fields.add(entries[place].line ?? "")
            fields.add(entries[place].kind.rawValue)
            fields.add(entries[place].cents)
            fields.add(Int64(entries[place].revision))
        }
        return SHA256.digest(fields.bytes)
    }

    static func hash(
        budget cents: Int64?,
        program: String,
        by: String,
        at moment: Int64,
        sequence: Int64,
        after previous: [UInt8]
    ) -> [UInt8] {
        var fields = Fields(kind: "budget", previous: previous)
        fields.add(program)
        fields.add(sequence)
        fields.add(cents.map { String($0) } ?? "none")
        fields.add(by)
        fields.add(moment)
        return SHA256.digest(fields.bytes)
    }
}

/// Fields in a row, each with its length before it, so that no two rows of fields have the same bytes.
private struct Fields {
    private(set) var bytes: [UInt8] = []

    init(kind: String, previous: [UInt8]) {
        self.bytes.reserveCapacity(2_048)
        self.add(kind)
        self.add(previous)
    }

    mutating func add(_ text: String) {
        self.length(text.utf8.count)
        // Strings of Swift's own lie in one piece; the view would be walked byte by byte.
        let done: Void? = text.utf8.withContiguousStorageIfAvailable { self.bytes.append(contentsOf: $0) }
        if done == nil { self.bytes.append(contentsOf: text.utf8) }
    }

    mutating func add(_ field: [UInt8]) {
        self.length(field.count)
        self.bytes.append(contentsOf: field)
    }

    mutating func add(_ number: Int64) {
        self.length(8)
        self.append(UInt64(bitPattern: number))
    }

    private mutating func length(_ count: Int) {
        self.append(UInt64(count))
    }

    private mutating func append(_ number: UInt64) {
        withUnsafeBytes(of: number.bigEndian) { self.bytes.append(contentsOf: $0) }
    }
}
