/// What may differ from one SQLite ledger to another.
public struct SQLiteSettings: Sendable, Hashable {
    /// How long to wait for another process's transaction.
    public var busyTimeout: Duration = .seconds(10)
    /// The size of a page of a file that is made anew, in bytes.
    public var pageSize = 8_192
    /// The most memory for pages, in KiB.
    public var cacheKiB = 32_768
    /// After how many pages the write-ahead log is copied into the file.
    public var checkpointPages = 2_000

    /// What suits a worker.
    public init() {}
}
