internal import GRDBSQLite
internal import Synchronization

/// How long a connection's write-ahead log is.
///
/// It takes the place of SQLite's own look at that length, by which it checkpoints within commits.
@safe
public final class LogLength: Sendable {
    private let length = Atomic(0)

    /// Watches a connection, which must be closed before this goes.
    public init(of connection: OpaquePointer) {
        // It hears of every commit, from within it: all it does is to keep a number.
        unsafe sqlite3_wal_hook(
            connection,
            { context, _, _, pages in
                if let context = unsafe context {
                    unsafe Unmanaged<LogLength>.fromOpaque(context).takeUnretainedValue().length
                        .store(Int(pages), ordering: .relaxed)
                }
                return SQLITE_OK
            },
            Unmanaged.passUnretained(self).toOpaque()
        )
    }

    /// Pages in the log as of the connection's last commit; 0 before the first.
    public var pages: Int { self.length.load(ordering: .relaxed) }
}
