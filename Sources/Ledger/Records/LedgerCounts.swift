/// How full the ledger is: for health checks and metrics.
public struct LedgerCounts: Sendable, Hashable {
    /// Applications.
    public var applications = 0
    /// Tasks that wait for a reviewer.
    public var openTasks = 0
    /// Events committed and not yet confirmed by the broker, without those that it returned.
    public var pendingEvents = 0
    /// Events that the broker could route nowhere.
    public var returnedEvents = 0
    /// When the oldest pending event was made, in milliseconds since 1970; `nil` if there is none.
    public var oldestPendingAt: Int64?

    /// An empty ledger's.
    public init() {}
}
