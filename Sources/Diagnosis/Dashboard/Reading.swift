public import Ledger

/// All that was told at one moment.
public struct Reading: Sendable {
    /// A program's budget.
    public struct Budget: Sendable, Equatable {
        /// The program.
        public let program: String
        /// What it has to give, in dollars; `nil` for no budget.
        public let dollars: Double?
        /// What is promised and paid of it, in dollars; `nil` if that is not known.
        public let used: Double?

        /// A budget of all its parts.
        public init(_ program: String, dollars: Double?, used: Double?) {
            self.program = program
            self.dollars = dollars
            self.used = used
        }
    }

    /// When, in seconds of a clock that only goes forward.
    public let at: Double
    /// The time of day, for people.
    public let clock: String
    /// The workers, by their names.
    public var workers: [WorkerReading] = []
    /// The broker's own counts; empty if it was not asked.
    public var queues: [QueueFacts] = []
    /// Why the broker could not be asked.
    public var brokerProblem: String?
    /// How full the ledger is; `nil` if it was not asked.
    public var ledger: LedgerCounts?
    /// Budgets as the ledger has them.
    public var budgets: [Budget] = []
    /// Why the ledger could not be asked.
    public var ledgerProblem: String?

    /// A reading of nothing yet.
    public init(at: Double, clock: String) {
        self.at = at
        self.clock = clock
    }
}
