/// Where a ledger is and which schema it has.
public struct LedgerStatus: Sendable, Hashable {
    /// What keeps it, with its version, such as `SQLite 3.40.1`.
    public let engine: String
    /// The file or the server, without any password.
    public let location: String
    /// The version of its schema.
    public let schema: Int
    /// The version that this program knows.
    public let latestSchema: Int
    /// What it takes on the disk, in bytes; `nil` if that can't be told.
    public let size: Int64?

    /// A status of all its parts.
    public init(engine: String, location: String, schema: Int, latestSchema: Int, size: Int64?) {
        self.engine = engine
        self.location = location
        self.schema = schema
        self.latestSchema = latestSchema
        self.size = size
    }
}
