public import Messages

/// One decision that was made, in the history that is only added to.
public struct DecisionRecord: Sendable, Hashable {
    /// The application.
    public let key: ApplicationKey
    /// The revision that was decided.
    public let revision: Int
    /// Counts the decisions on the application from 1, over all its revisions.
    public let number: Int
    /// The status that it gave.
    public let status: String
    /// The rulebook's edition, by its digest.
    public let edition: String
    /// The id of the event that told it.
    public let eventID: String
    /// The digest of the application's canonical content that was decided.
    public let contentDigest: [UInt8]
    /// The decision, as JSON.
    public let decision: [UInt8]
    /// When it was recorded, in milliseconds since 1970.
    public let recordedAt: Int64
    /// Its place in the program's journal, counted from 1.
    public let sequence: Int64
    /// The link's hash, over this, its entries and the hash before; see ``JournalLink``.
    public var hash: [UInt8]

    /// A decision of all its parts.
    public init(
        key: ApplicationKey,
        revision: Int,
        number: Int,
        status: String,
        edition: String,
        eventID: String,
        contentDigest: [UInt8],
        decision: [UInt8],
        recordedAt: Int64,
        sequence: Int64,
        hash: [UInt8]
    ) {
        self.key = key
        self.revision = revision
        self.number = number
        self.status = status
        self.edition = edition
        self.eventID = eventID
        self.contentDigest = contentDigest
        self.decision = decision
        self.recordedAt = recordedAt
        self.sequence = sequence
        self.hash = hash
    }
}
