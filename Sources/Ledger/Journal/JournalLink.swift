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
        for entry in entries {
            fields.add(entry.key.limit)
            fields.add(entry.key.key)
            fields.add(entry.scope)
            fields.add(entry.line ?? "")
            fields.add(entry.kind.rawValue)
            fields.add(entry.cents)
            fields.add(Int64(entry.revision))
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
    private static let zeros = [UInt8](repeating: 0, count: 6)
    private(set) var bytes: [UInt8] = []

    init(kind: String, previous: [UInt8]) {
        self.bytes.reserveCapacity(2_048)
        self.add(kind)
        self.add(previous)
    }

    mutating func add(_ text: String) {
        self.length(text.utf8.count)
        self.bytes.append(contentsOf: text.utf8)
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
        guard number >= 1 << 16 else {
            // Lengths and most numbers: six zeros before them, put in at once.
            self.bytes.append(contentsOf: Self.zeros)
            self.bytes.append(UInt8(truncatingIfNeeded: number >> 8))
            self.bytes.append(UInt8(truncatingIfNeeded: number))
            return
        }
        for shift in stride(from: 56, through: 0, by: -8) {
            self.bytes.append(UInt8(truncatingIfNeeded: number >> shift))
        }
    }
}
