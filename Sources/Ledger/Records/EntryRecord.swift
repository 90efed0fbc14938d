public import Messages

/// One line of the journal, which is only added to.
///
/// The entries of a balance sum up to it.
public struct EntryRecord: Sendable, Hashable {
    /// What happened to the cents.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// Promised provisionally: counted in.
        case reserved
        /// Awarded: counted in.
        case awarded
        /// Given back: counted out, with negative cents.
        case released
    }

    /// The application.
    public let application: ApplicationKey
    /// The revision that the cents are or were held for.
    public let revision: Int
    /// The balance.
    public let key: BalanceKey
    /// What the limit is counted for: `customer`, `site`, `program` and so on.
    public let scope: String
    /// The line; `nil` for the application as a whole.
    public let line: String?
    /// What happened.
    public let kind: Kind
    /// Whole cents, negative for ``Kind/released``.
    public let cents: Int64
    /// When it was recorded, in milliseconds since 1970.
    public let recordedAt: Int64
    /// The decision that brought it about, by its ``DecisionRecord/sequence`` in the program's journal.
    public let sequence: Int64

    /// An entry of all its parts.
    public init(
        application: ApplicationKey,
        revision: Int,
        key: BalanceKey,
        scope: String,
        line: String?,
        kind: Kind,
        cents: Int64,
        recordedAt: Int64,
        sequence: Int64
    ) {
        self.application = application
        self.revision = revision
        self.key = key
        self.scope = scope
        self.line = line
        self.kind = kind
        self.cents = cents
        self.recordedAt = recordedAt
        self.sequence = sequence
    }
}
