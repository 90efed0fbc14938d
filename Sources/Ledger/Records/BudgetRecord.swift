/// A change of a program's budget, in the journal that is only added to.
public struct BudgetRecord: Sendable, Hashable {
    /// The program.
    public let program: String
    /// Whole cents; `nil` for no budget.
    public let cents: Int64?
    /// Who set it: a user of the machine, or a worker's settings.
    public let by: String
    /// When, in milliseconds since 1970.
    public let recordedAt: Int64
    /// Its place in the program's journal, counted from 1.
    public let sequence: Int64
    /// The link's hash.
    public let hash: [UInt8]

    /// A change of all its parts.
    public init(program: String, cents: Int64?, by: String, recordedAt: Int64, sequence: Int64, hash: [UInt8]) {
        self.program = program
        self.cents = cents
        self.by = by
        self.recordedAt = recordedAt
        self.sequence = sequence
        self.hash = hash
    }
}
