public import Messages

/// Something that happened to an application.
public struct TimelineEvent: Sendable, Equatable {
    /// What it was.
    public enum Kind: String, Sendable, CaseIterable {
        /// A revision came in.
        case submitted
        /// A decision was made.
        case decided
        /// A reviewer was asked.
        case opened
        /// A reviewer answered.
        case answered
        /// A task ended without an answer.
        case closed
        /// The portal took the application back.
        case withdrawn
    }

    /// What it was.
    public let kind: Kind
    /// When; `nil` where the ledger does not tell.
    public let time: Instant?
    /// The revision that it is about.
    public let revision: Int
    /// What happened, in a sentence.
    public let text: String
    /// More of it, such as a reviewer's note: a line each.
    public let details: [String]
    /// The task that it is about, if it is about one.
    public let task: String?

    /// An event of all its parts.
    public init(
        kind: Kind,
        time: Instant?,
        revision: Int,
        text: String,
        details: [String] = [],
        task: String? = nil
    ) {
        self.kind = kind
        self.time = time
        self.revision = revision
        self.text = text
        self.details = details
        self.task = task
    }
}
