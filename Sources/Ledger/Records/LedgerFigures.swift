/// What a running ledger is watched by; cheap to ask for, however many applications it has.
///
/// Nothing here is counted by reading more than is counted: what waits is small, or an index has just that.
public struct LedgerFigures: Sendable, Hashable {
    /// Events committed and not yet confirmed by the broker, without those that it returned.
    public var pendingEvents = 0
    /// Events that the broker could route nowhere.
    public var returnedEvents = 0
    /// When the oldest pending event was made, in milliseconds since 1970; `nil` if there is none.
    public var oldestPendingAt: Int64?
    /// Applications that wait for budget, by program; programs without any are left out.
    public var waiting: [String: Int] = [:]
    /// Tasks that wait for a reviewer, by program; programs without any are left out.
    public var openTasks: [String: Int] = [:]

    /// An empty ledger's.
    public init() {}
}
