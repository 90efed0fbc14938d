public import Ledger
public import Messages

/// What became of one item, in the order of the batch.
public struct SettledItem: Sendable {
    /// What is told to whoever asked.
    public enum Answer: Sendable {
        /// The application's decision as it now stands, as JSON.
        case decision([UInt8])
        /// The message could not be taken.
        case rejection(Rejection)
    }

    /// The answer.
    public let answer: Answer
    /// The events that it brought about, committed in the outbox.
    public internal(set) var events: [OutboxEvent]
    /// The application, where it is known.
    public let application: String?
    /// Its revision.
    public let revision: Int?
    /// Its program.
    public let program: String?
    /// The decision's status, `duplicate`, or `rejected`: for the log.
    public let status: String
    /// The portal that asked.
    public let portal: String
    /// The trace that it belongs to.
    public let traceparent: String?
    /// What limits and the budget took off, line by line, where it was decided.
    public internal(set) var reductions: [LimitReduction] = []
    /// The trace of the application that it is about, where it belongs to another: a review that came with its own.
    public internal(set) var relatedTraceparent: String?
    /// What became of an offer; `nil` for anything else.
    public internal(set) var offer: OfferResult?
}
