/// What the ledger keeps of a program as a whole: the row that a transaction locks.
///
/// Every award counts in its program's budget, so any two transactions on one program meet. One lock for all that
/// belongs to the program makes the order of record, the journal and the balances agree, and can't deadlock.
public struct ProgramRecord: Sendable, Hashable {
    /// The program.
    public let program: String
    /// What it has to give, in whole cents; `nil` for no budget.
    public var budget: Int64?
    /// The last place given in the program's order of record; 0 if none was.
    public var lastOrder: Int64
    /// The sequence of the last link in the program's journal; 0 if there is none.
    public var sequence: Int64
    /// The hash of that link; ``JournalLink/start`` if there is none.
    public var head: [UInt8]

    /// A program of all its parts; as it begins if only named.
    public init(
        program: String,
        budget: Int64? = nil,
        lastOrder: Int64 = 0,
        sequence: Int64 = 0,
        head: [UInt8] = JournalLink.start
    ) {
        self.program = program
        self.budget = budget
        self.lastOrder = lastOrder
        self.sequence = sequence
        self.head = head
    }
}
