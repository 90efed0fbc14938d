public import Messages

/// A question to a reviewer, and how it ended.
public struct TaskRecord: Sendable, Hashable {
    /// Where a task stands.
    ///
    /// All but ``open`` are final.
    public enum State: String, Sendable, Hashable, CaseIterable {
        /// Waits for a reviewer.
        case open
        /// A reviewer answered.
        case completed
        /// A higher revision took the application's place.
        case superseded
        /// The application was withdrawn.
        case withdrawn
    }

    /// Its id, `<program>/<application>/<revision>/<rule>` and the line's id if there is one.
    public let task: String
    /// The application that it is about.
    public let key: ApplicationKey
    /// The revision that it is about.
    public let revision: Int
    /// Its kind, such as `oversizing`.
    public let kind: String
    /// The rule that asks.
    public let rule: String
    /// The line that it is about; `nil` for a rule of the application.
    public let line: String?
    /// Where it stands.
    public var state: State
    /// The task as it was sent, as JSON.
    public var body: [UInt8]
    /// The reviewer's answer, as JSON.
    public var outcome: [UInt8]?
    /// Who answered.
    public var reviewer: String?
    /// The message that answered: its id, else a digest of its body.
    ///
    /// A copy of it is told the same again.
    public var answeredBy: String?
    /// When it was opened, in milliseconds since 1970.
    public var openedAt: Int64
    /// The date by which an answer is due, `YYYY-MM-DD`.
    public var dueOn: String?

    /// A task of all its parts.
    public init(
        task: String,
        key: ApplicationKey,
        revision: Int,
        kind: String,
        rule: String,
        line: String?,
        state: State,
        body: [UInt8],
        outcome: [UInt8]? = nil,
        reviewer: String? = nil,
        answeredBy: String? = nil,
        openedAt: Int64,
        dueOn: String?
    ) {
        self.task = task
        self.key = key
        self.revision = revision
        self.kind = kind
        self.rule = rule
        self.line = line
        self.state = state
        self.body = body
        self.outcome = outcome
        self.reviewer = reviewer
        self.answeredBy = answeredBy
        self.openedAt = openedAt
        self.dueOn = dueOn
    }
}
