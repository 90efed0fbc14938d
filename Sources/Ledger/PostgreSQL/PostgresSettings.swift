internal import PostgreSQL

/// What may differ from one PostgreSQL ledger to another.
public struct PostgresSettings: Sendable {
    /// How long to wait for another transaction's lock.
    public var lockTimeout: Duration = .seconds(15)
    /// How long a session may stand still within a transaction, before the server or another worker ends it.
    public var idleTimeout: Duration = .seconds(15)
    /// How long the server may take to answer, be it to a round trip of a transaction or to a short question.
    ///
    /// Longer than ``lockTimeout``, and short enough for a worker that is to stop while the network is silent.
    public var answerTimeout: Duration = .seconds(20)
    /// How long it may take to give much, such as a page of the journal or all entries of a customer.
    public var readingTimeout: Duration = .seconds(300)
    /// How long an audit may take, which reads everything.
    public var auditTimeout: Duration = .seconds(3_600)
    /// How long to look for what became of a commit whose answer was lost.
    public var doubtTimeout: Duration = .seconds(30)
    /// How long one host may take to answer when connecting, unless the address says it.
    public var connectTimeout: Duration = .seconds(5)

    /// Called at steps of a transaction; what it throws happens there.
    ///
    /// For tests that bring faults about.
    package var interference: (@Sendable (PostgresStep) throws -> Void)?

    /// What suits a worker.
    public init() {}
}

/// Where a test can interfere with a transaction.
package enum PostgresStep: Sendable, Hashable {
    /// Everything is locked, read and settled, and is about to be written and committed.
    case committing
    /// It is committed; the answer has come, and may be lost yet.
    case committed
}
