public import Messages

/// One decision that was made, in the history that is only added to.
public struct DecisionRecord: Sendable, Hashable {
    /// The application.
    public let key: ApplicationKey
    /// The revision that was decided.
    public let revision: Int
    /// Counts the decisions on that revision from 1.
    public let number: Int
    /// The status that it gave.
    public let status: String
    /// The rulebook's edition, by its digest.
    public let edition: String
    /// The id of the event that told it.
    public let eventID: String
    /// The decision, as JSON.
    public let decision: [UInt8]
    /// When it was recorded, in milliseconds since 1970.
    public let recordedAt: Int64
}
