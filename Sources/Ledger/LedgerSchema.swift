/// The version of a ledger's tables.
public struct LedgerSchema: Sendable, Hashable {
    /// The one that it has.
    public let version: Int
    /// The one that this program works with.
    public let latest: Int

    /// A schema of both parts.
    public init(version: Int, latest: Int) {
        self.version = version
        self.latest = latest
    }
}
