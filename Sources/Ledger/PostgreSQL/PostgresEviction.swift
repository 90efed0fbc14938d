import PostgreSQL

/// Ends sessions of workers that stand still within a transaction and hold everybody else up.
///
/// The server does so by itself for a session that waits between two round trips
/// (`idle_in_transaction_session_timeout`), but not for one whose client froze in the middle of sending: to the server
/// that one is busy. Before version 17 there is no limit for it.
struct PostgresEviction {
    let settings: PostgresSettings

    /// Ends those that hold a program's lock and have waited for their client for too long.
    ///
    /// - Returns: Whether there was any.
    func run(_ session: PostgresSession) throws -> Bool {
        let sql = """
            SELECT count(pg_terminate_backend(a.pid)) FROM pg_stat_activity AS a
            WHERE a.pid <> pg_backend_pid() AND a.usename = current_user AND a.datname = current_database()
                AND a.state <> 'idle' AND a.wait_event = 'ClientRead'
                AND a.xact_start < clock_timestamp() - $1 * interval '1 second' AND EXISTS (
                    SELECT 1 FROM pg_locks AS l
                    WHERE l.pid = a.pid AND l.locktype = 'relation' AND l.relation = 'program'::regclass AND l.granted
                        AND l.mode IN ('RowShareLock', 'RowExclusiveLock')
                )
            """
        let seconds = self.settings.idleTimeout.components.seconds
        return try session.run([Command(sql, .integer(seconds))]).first?.first?.integer(0) ?? 0 > 0
    }
}
