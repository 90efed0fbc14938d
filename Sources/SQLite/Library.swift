internal import CSQLite

/// How SQLite behaves in this process.
public enum Library {
    /// Has SQLite keep no statistics of its memory, which nobody reads: it would lock a mutex for every block.
    ///
    /// Does nothing once SQLite is in use.
    public static func keepNoStatistics() { _ = self.configured }

    private static let configured: Int32 = rb_sqlite_keep_no_statistics()
}
