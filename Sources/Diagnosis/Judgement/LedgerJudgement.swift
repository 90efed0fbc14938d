public import Ledger

/// Tells whether a ledger can be used, and whether it is up to date.
public enum LedgerJudgement {
    /// The schema, or why it can't be told.
    public static func schema(_ outcome: Result<LedgerSchema?, LedgerFault>) -> [CheckResult] {
        switch outcome {
        case .success(let schema?) where schema.version < schema.latest:
            return [
                .ok("ledger", "opens"),
                .fault(
                    "ledger schema",
                    "version \(schema.version), and this program works with \(schema.latest)",
                    remedy: "make a backup, then `rebated ledger migrate` (a worker does the same when it starts)"
                ),
            ]
        case .success(let schema?):
            return [.ok("ledger", "opens"), .ok("ledger schema", "version \(schema.version), the latest")]
        case .success(.none):
            return [
                .warning(
                    "ledger",
                    "there is none yet",
                    remedy: "look at its name (--ledger); a worker makes it when it starts, or `rebated ledger migrate`"
                ), .skipped("ledger schema", "needs “ledger”"),
            ]
        case .failure(let fault) where fault.code == .schema:
            return [
                .ok("ledger", "answers"),
                .fault(
                    "ledger schema",
                    fault.message,
                    remedy: "run a program at least as new as the one that wrote it (`rebated --version`), or name "
                        + "another ledger"
                ),
            ]
        case .failure(let fault):
            return [
                .fault("ledger", fault.message, remedy: Self.remedy(fault)),
                .skipped("ledger schema", "needs “ledger”"),
            ]
        }
    }

    /// What to do about a fault.
    static func remedy(_ fault: LedgerFault) -> String {
        switch fault.code {
        case .busy: "see who holds it: `fuser -v FILE`, or pg_stat_activity"
        case .full: "make room on its disk: `df -h`"
        case .readOnly: "let the worker's user write the file and its folder: `ls -l`, `chown`"
        case .corrupt: "stop all workers, and restore it from a backup"
        case .io: "start the database or mount the disk, or mend --ledger; workers wait for it"
        case .schema: "`rebated ledger migrate`"
        case .missing: "look at its name (--ledger)"
        case .closed, .other: "look at --ledger"
        }
    }

    /// What came to rest in the outbox.
    ///
    /// - Parameters:
    ///   - counts: How full the ledger is.
    ///   - now: Milliseconds since 1970.
    public static func outbox(_ counts: LedgerCounts, now: Int64) -> CheckResult {
        let name = "outbox"
        guard let oldest = counts.oldestPendingAt, counts.pendingEvents > 0 else {
            return .ok(name, "nothing waits to be published")
        }
        let seconds = max(now - oldest, 0) / 1_000
        let words = "\(counts.pendingEvents) events wait to be published, the oldest for \(seconds) s"
        switch seconds {
        case ..<60: return .ok(name, words)
        case ..<600: return .warning(name, words, remedy: "see whether a worker runs and the broker takes messages")
        default:
            return .fault(
                name,
                words,
                remedy: "start a worker (`rebated run`), or send them by hand: `rebated outbox publish`"
            )
        }
    }

    /// The end of each program's journal: whether it follows from the links before it.
    ///
    /// - Parameters:
    ///   - programs: What the ledger keeps of them.
    ///   - links: The last links of each, by program, in order; what stands behind the program's row is too new for it.
    public static func journal(_ programs: [ProgramRecord], links: [String: [JournalLink]]) -> CheckResult {
        let name = "journal"
        var problems: [String] = []
        for program in programs where program.sequence > 0 {
            let tail = (links[program.program] ?? []).filter { $0.sequence <= program.sequence }
            guard let last = tail.last, last.sequence == program.sequence else {
                problems.append("\(program.program): link \(program.sequence) is missing")
                continue
            }
            if last.hash != program.head { problems.append("\(program.program): the last link is not the noted one") }
            for (before, link) in zip(tail, tail.dropFirst()) where link.hash != link.hash(after: before.hash) {
                problems.append("\(program.program): link \(link.sequence) is not what was recorded")
            }
        }
        guard let first = problems.first else {
            return .ok(name, "the ends of \(programs.count) journals hold; `rebated ledger verify` reads them all")
        }
        let more = problems.count > 1 ? ", and \(problems.count - 1) more" : ""
        return .fault(
            name,
            first + more,
            remedy: "`rebated ledger verify` tells all; keep the file as it is, and compare it with a backup"
        )
    }
}
