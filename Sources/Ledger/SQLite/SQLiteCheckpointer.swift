import Dispatch
import GRDB
import Synchronization

/// Copies the write-ahead log of a file into it, beside the commits.
///
/// SQLite copies within a commit once the log is long, and all that comes in meanwhile waits: a hundredth of all
/// decisions would be late by nothing else. Here another connection copies, on a queue of its own. The log begins anew
/// when nothing is left to be copied; under a load without a pause that is never, so that the writer has to wait for
/// the rest when the log is very long, which is little by then.
///
/// A copy that starts when all is copied, just as a commit begins the log anew, may lose pages (SQLite's documentation,
/// "Write-Ahead Logging", section "The WAL-Reset Bug"; SQLite 3.51.3 mends it, which Debian 12 has not). So a worker's
/// copies are made here alone, one after the other, and each is begun only by what is not copied yet, which keeps the
/// log as it is; and of several workers on one file only the first copies, unless the log has become very long.
final class SQLiteCheckpointer: Sendable {
    /// What a commit has to do about the log.
    enum Step: Equatable {
        case nothing
        /// Have it copied beside.
        case begin
        /// Have it copied, and wait for that.
        case finish
    }

    private let path: String
    private let queue = DispatchQueue(label: "rebated.ledger.checkpoint")
    private let connection = Mutex<DatabaseQueue?>(nil)
    private let isAtWork = Atomic(false)
    /// Pages of the log that were in the file when a copy last ended.
    private let copied = Atomic(0)
    private let isFirst: @Sendable () -> Bool

    /// - Parameter isFirst: Whether it is for this process to copy, of all that have the file.
    init(path: String, isFirst: @escaping @Sendable () -> Bool) {
        self.path = path
        self.isFirst = isFirst
    }

    /// What to do about a log of so many pages.
    ///
    /// - Parameter asked: How many it had when it was last to be copied.
    static func step(pages: Int, asked: Int, settings: SQLiteSettings) -> Step {
        if pages >= settings.logPages { return .finish }
        // A log that has become shorter began anew.
        return pages - (pages < asked ? 0 : asked) >= settings.checkpointPages ? .begin : .nothing
    }

    /// Has a log of so many pages copied as far as it goes now, if that is for this process to do and isn't under way.
    ///
    /// - Returns: Whether it was begun.
    @discardableResult
    func begin(pages: Int) -> Bool {
        guard self.isFirst(), !self.isAtWork.exchange(true, ordering: .acquiringAndReleasing) else { return false }
        // A copy that started late took all of it along. A log that began anew and is as long waits for the next commit.
        guard pages != self.copied.load(ordering: .relaxed) else {
            self.isAtWork.store(false, ordering: .releasing)
            return false
        }
        self.queue.async {
            // What can't be copied, for want of space perhaps, stays in the log, where it is as safe.
            try? self.copy()
            self.isAtWork.store(false, ordering: .releasing)
        }
        return true
    }

    /// Has the log copied to its end, behind what is under way, whoever should have; returns when that is done.
    ///
    /// Nothing may be written here meanwhile.
    func finish() {
        // What can't be copied stays in the log, as above.
        self.queue.sync { try? self.copy() }
    }

    /// Waits for what is under way and closes the file; nothing is copied any more.
    func close() {
        self.queue.sync {
            self.isAtWork.store(true, ordering: .releasing)
            self.connection.withLock { connection in
                try? connection?.close()
                connection = nil
            }
        }
    }

    private func copy() throws {
        try self.connection.withLock { connection in
            let open = try connection ?? Self.open(self.path)
            connection = open
            let log = try open.writeWithoutTransaction { try $0.checkpoint(.passive) }
            self.copied.store(log.checkpointedFrameCount, ordering: .relaxed)
        }
    }

    private static func open(_ path: String) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.label = "rebated.ledger.checkpoint"
        configuration.prepareDatabase { database in
            // Full, since the log is synchronized once more before the file is written.
            try database.execute(sql: "PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0")
        }
        return try DatabaseQueue(path: path, configuration: configuration)
    }
}
