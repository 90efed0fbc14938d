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
}
