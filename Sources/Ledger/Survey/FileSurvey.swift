internal import Foundation
internal import GRDB

/// What surrounds an SQLite ledger.
public struct FileSurvey: Sendable, Equatable {
    /// The file's path.
    public let path: String
    /// The folder that it is in.
    public let folder: String
    /// Whether the folder is there.
    public var hasFolder = false
    /// Whether the file is there.
    public var hasFile = false
    /// Whether this user may write the folder: SQLite makes its log beside the file.
    public var mayWriteFolder = false
    /// Why SQLite lets nobody write here, in words; `nil` if it does, or if there is no file to try.
    public var refusal: LedgerFault?
    /// Bytes that this user may still take on the disk; `nil` if that can't be told.
    public var freeBytes: Int64?
    /// The kind of file system, such as `ext4` or `nfs4`; `nil` if that can't be told.
    public var fileSystem: String?
    /// Bytes of the write-ahead log; 0 if there is none.
    public var logBytes: Int64 = 0

    /// A survey of which nothing is known but the path.
    public init(path: String) {
        self.path = path
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        let folder = parts.dropLast().joined(separator: "/")
        self.folder = folder.isEmpty ? (path.hasPrefix("/") ? "/" : ".") : folder
    }

    /// Looks.
    init(of path: String) {
        self.init(path: path)
        var status = stat()
        self.hasFolder = stat(self.folder, &status) == 0
        self.hasFile = stat(path, &status) == 0
        self.mayWriteFolder = access(self.folder, W_OK) == 0
        let attributes = try? FileManager.default.attributesOfFileSystem(forPath: self.folder)
        self.freeBytes = (attributes?[.systemFreeSize] as? NSNumber)?.int64Value
        let mounts = try? String(contentsOfFile: "/proc/self/mountinfo", encoding: .utf8)
        let real = URL(fileURLWithPath: self.folder).resolvingSymlinksInPath().path
        self.fileSystem = mounts.flatMap { MountTable($0).kind(of: real) }
        if stat(path + "-wal", &status) == 0 { self.logBytes = Int64(status.st_size) }
        if self.hasFile { self.refusal = Self.refusal(path) }
    }

    /// Takes the lock that a writer takes, and lets it go: what stands in the way of a worker stands in the way of this.
    private static func refusal(_ path: String) -> LedgerFault? {
        var configuration = Configuration()
        configuration.label = "rebated.survey"
        configuration.busyMode = .timeout(2)
        configuration.allowsUnsafeTransactions = true
        do {
            try DatabaseQueue(path: path, configuration: configuration)
                .writeWithoutTransaction { database in
                    try database.execute(sql: "BEGIN IMMEDIATE")
                    try database.execute(sql: "ROLLBACK")
                }
            return nil
        } catch {
            return LedgerFault(error, path: path)
        }
    }

    /// The version of SQLite that this process runs with.
    public static var libraryVersion: String {
        (try? DatabaseQueue().read { try String.fetchOne($0, sql: "SELECT sqlite_version()") }) ?? "unknown"
    }
}
