public import Ledger

/// Tells whether an SQLite ledger's disk suits it.
public enum FileJudgement {
    /// Below so many free bytes a worker is about to stand still.
    public static let littleRoom: Int64 = 64 << 20
    /// Below so many somebody should make room.
    public static let notableRoom: Int64 = 1 << 30
    /// From this size on the log has not been copied into the file for long: somebody reads without an end.
    public static let longLog: Int64 = 256 << 20

    /// File systems that are somewhere else, whose locks don't hold or hold only sometimes, as Linux names them.
    static let remote: Set<String> = [
        "nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "ceph", "afs", "ocfs2", "gfs2", "lustre", "ncpfs", "glusterfs",
        "fuse.glusterfs", "fuse.sshfs", "fuse.s3fs", "fuse.rclone", "fuse.cephfs", "virtiofs",
    ]

    /// The checks.
    public static func check(_ survey: FileSurvey) -> [CheckResult] {
        [Self.writing(survey), Self.room(survey), Self.system(survey), Self.log(survey)]
    }

    private static func writing(_ survey: FileSurvey) -> CheckResult {
        let name = "ledger writing"
        guard survey.hasFolder else {
            return .fault(
                name,
                "there is no folder \(survey.folder)",
                remedy: "`mkdir -p \(survey.folder)`, for the worker's user; or mend --ledger"
            )
        }
        if let refusal = survey.refusal {
            let verdict: Verdict = refusal.code == .busy ? .warning : .fault
            return CheckResult(name, verdict, refusal.message, remedy: LedgerJudgement.remedy(refusal))
        }
        guard survey.mayWriteFolder else {
            return .fault(
                name,
                "this user may not write the folder \(survey.folder), and the log stands beside the file",
                remedy: "let the worker's user write it (`chown`), or run `rebated doctor` as that user"
            )
        }
        return .ok(name, survey.hasFile ? "the file and its folder can be written" : "the folder can be written")
    }

    private static func room(_ survey: FileSurvey) -> CheckResult {
        let name = "ledger room"
        guard let free = survey.freeBytes else { return .skipped(name, "the disk doesn't tell") }
        let words = "\(Self.size(free)) are free on the disk of \(survey.folder)"
        let remedy = "make room: `df -h \(survey.folder)`"
        switch free {
        case ..<Self.littleRoom: return .fault(name, words, remedy: remedy)
        case ..<Self.notableRoom: return .warning(name, words, remedy: remedy)
        default: return .ok(name, words)
        }
    }

    private static func system(_ survey: FileSurvey) -> CheckResult {
        let name = "ledger disk"
        guard let kind = survey.fileSystem else { return .skipped(name, "its kind is not known") }
        if Self.remote.contains(kind) {
            return .fault(
                name,
                "\(survey.folder) is on \(kind), where locks between workers don't hold",
                remedy: "move the ledger to a disk of this machine, or to PostgreSQL: `rebated ledger export`, `import`"
            )
        }
        guard !kind.hasPrefix("fuse") else {
            return .warning(
                name,
                "\(survey.folder) is on a file system in user space (\(kind))",
                remedy: "make sure that it is a disk of this machine: `findmnt -T \(survey.folder)`"
            )
        }
        guard kind != "tmpfs" else {
            return .warning(
                name,
                "\(survey.folder) is in memory (tmpfs), and gone with the machine",
                remedy: "move the ledger to a disk: `rebated ledger export`, `import`"
            )
        }
        return .ok(name, "\(kind), on this machine")
    }

    private static func log(_ survey: FileSurvey) -> CheckResult {
        let name = "ledger log"
        guard survey.logBytes < Self.longLog else {
            return .warning(
                name,
                "the write-ahead log has grown to \(Self.size(survey.logBytes))",
                remedy: "see who reads without an end: `fuser -v \(survey.path)-wal`"
            )
        }
        return .ok(name, survey.logBytes == 0 ? "empty" : Self.size(survey.logBytes))
    }

    static func size(_ bytes: Int64) -> String {
        switch bytes {
        case ..<1_000: "\(bytes) bytes"
        case ..<1_000_000: "\(bytes / 1_000) KB"
        case ..<1_000_000_000: "\(bytes / 1_000_000) MB"
        default: "\(bytes / 1_000_000_000) GB"
        }
    }
}
