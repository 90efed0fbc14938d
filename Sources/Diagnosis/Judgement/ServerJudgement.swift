public import Ledger

/// Tells whether a PostgreSQL ledger's server keeps what is promised.
public enum ServerJudgement {
    /// Sessions of one worker.
    private static let sessionsOfWorker = 2

    /// The checks.
    public static func check(_ survey: ServerSurvey) -> [CheckResult] {
        [
            Self.version(survey), Self.durability(survey), Self.writing(survey), Self.room(survey),
            Self.pooler(survey),
            ClockJudgement.check("ledger clock", ahead: survey.clockAhead, of: "PostgreSQL"),
        ]
    }

    private static func version(_ survey: ServerSurvey) -> CheckResult {
        let words = "PostgreSQL \(survey.version / 10_000).\(survey.version % 10_000) at \(survey.location)"
        guard survey.version >= 130_000 else {
            return .fault("ledger server", words, remedy: "upgrade the server to PostgreSQL 13 or newer")
        }
        return .ok("ledger server", words)
    }

    private static func durability(_ survey: ServerSurvey) -> CheckResult {
        let name = "ledger durability"
        if !survey.fsync || !survey.fullPageWrites {
            let setting = survey.fsync ? "full_page_writes" : "fsync"
            return .fault(
                name,
                "\(setting) is off: a power failure can lose or damage what was acknowledged",
                remedy: "`ALTER SYSTEM SET \(setting) = on; SELECT pg_reload_conf();`"
            )
        }
        guard survey.synchronousCommit != "off" else {
            return .ok(name, "synchronous_commit is off on the server, and workers switch it on for themselves")
        }
        let standbys =
            survey.standbyNames.isEmpty
            ? "no standby is waited for, so a fail-over can lose the last commits"
            : "commits wait for \(survey.standbyNames)"
        return .ok(name, "synchronous_commit is \(survey.synchronousCommit); \(standbys)")
    }

    private static func writing(_ survey: ServerSurvey) -> CheckResult {
        let name = "ledger writing"
        if survey.isStandby {
            return .fault(
                name,
                "\(survey.location) is a standby, which takes no writes",
                remedy: "name all hosts, and the one to write to: postgresql://…,…/…?target_session_attrs=read-write"
            )
        }
        switch survey.mayWrite {
        case false?:
            return .fault(
                name,
                "this user may not write the ledger's tables",
                remedy: "make it their owner: `REASSIGN OWNED BY … TO …`, or name the owner in --ledger"
            )
        case true?: return .ok(name, "the tables can be written")
        case nil: return .skipped(name, "there are no tables yet")
        }
    }

    private static func room(_ survey: ServerSurvey) -> CheckResult {
        let name = "ledger sessions"
        let free = survey.maxConnections - survey.connections
        let words = "\(survey.connections) of \(survey.maxConnections) sessions are taken"
        guard free > Self.sessionsOfWorker * 5, survey.connections * 5 < survey.maxConnections * 4 else {
            return .warning(
                name,
                "\(words); each worker takes \(Self.sessionsOfWorker)",
                remedy: "raise max_connections, or see who holds them: pg_stat_activity"
            )
        }
        return .ok(name, words)
    }

    private static func pooler(_ survey: ServerSurvey) -> CheckResult {
        guard survey.isPooled else { return .ok("ledger pooler", "none in between") }
        return .warning(
            "ledger pooler",
            "a pooler stands between: one that pools transactions would break workers' locks",
            remedy: "set `pool_mode = session` for this database in PgBouncer, or name the server itself in --ledger"
        )
    }
}
