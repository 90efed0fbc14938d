/// What may differ from one SQLite ledger to another.
public struct SQLiteSettings: Sendable, Hashable {
    /// How long to wait for another process's transaction.
    public var busyTimeout: Duration = .seconds(10)
    /// The size of a page of a file that is made anew, in bytes.
    ///
    /// Contents and decisions are longer: what doesn't fit fills pages of its own to the last byte, where of larger pages
    /// half would stay empty, and be written all the same.
    public var pageSize = 4_096
    /// The most memory for pages, in KiB.
    public var cacheKiB = 8_192
    /// After how many pages the write-ahead log is copied into the file.
    public var checkpointPages = 1_000
    /// How many pages the write-ahead log of a worker may have before a commit waits for it to be copied.
    public var logPages = 16_000

    /// What suits a worker.
    public init() {}
}
