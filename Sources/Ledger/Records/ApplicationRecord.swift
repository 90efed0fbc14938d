public import Messages

/// An application as it stands: its latest revision and the present decision on it.
public struct ApplicationRecord: Sendable, Hashable {
    /// Which application.
    public let key: ApplicationKey
    /// The revision, counted from 1.
    public var revision: Int
    /// The digest of its canonical content: what tells a duplicate from another content.
    public var contentDigest: [UInt8]
    /// The application's JSON, as it was decided.
    public var content: [UInt8]
    /// Who sent it, as the broker vouches; `-` if it can't.
    public var portal: String
    /// The W3C trace context of the message that it came with.
    public var traceparent: String?
    /// The digest of the rulebook's edition that it was decided by.
    public var edition: String
    /// The status of the present decision.
    public var status: String
    /// Counts the decisions on the application from 1, over all its revisions.
    public var decisionNumber: Int
    /// The present decision, as JSON.
    public var decision: [UInt8]
    /// The id of the event that told the present decision.
    public var eventID: String
    /// What it has of each limit.
    public var holdings: [Holding]
    /// Its place in its program's order of record, from ``Books/nextOrder(in:)``.
    public var order: Int64
    /// The id of the message that last took the application back: a copy of it does so once only, whatever has been
    /// handed in since.
    public var withdrawnBy: String?

    /// A record of all its parts.
    public init(
        key: ApplicationKey,
        revision: Int,
        contentDigest: [UInt8],
        content: [UInt8],
        portal: String,
        traceparent: String?,
        edition: String,
        status: String,
        decisionNumber: Int,
        decision: [UInt8],
        eventID: String,
        holdings: [Holding],
        order: Int64,
        withdrawnBy: String? = nil
    ) {
        self.key = key
        self.revision = revision
        self.contentDigest = contentDigest
        self.content = content
        self.portal = portal
        self.traceparent = traceparent
        self.edition = edition
        self.status = status
        self.decisionNumber = decisionNumber
        self.decision = decision
        self.eventID = eventID
        self.holdings = holdings
        self.order = order
        self.withdrawnBy = withdrawnBy
    }
}
