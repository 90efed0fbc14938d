internal import Glibc
internal import PostgreSQL

/// What surrounds a PostgreSQL ledger.
public struct ServerSurvey: Sendable, Equatable {
    /// The server, without a password.
    public var location: String
    /// Its version, such as 150018.
    public var version: Int
    /// `on`, `off`, `local`, …: before a worker's session changes it.
    public var synchronousCommit = "on"
    /// Whether what is committed is brought to the disk at all.
    public var fsync = true
    /// Whether a page that was half written when the power failed can be mended.
    public var fullPageWrites = true
    /// Whether it only follows another server.
    public var isStandby = false
    /// The standbys that a commit waits for; empty for none.
    public var standbyNames = ""
    /// How many sessions it takes.
    public var maxConnections = 100
    /// How many there are.
    public var connections = 0
    /// How far its clock is ahead of this machine's, in milliseconds.
    public var clockAhead: Int64 = 0
    /// Whether somebody stands between: the session's number is not the one that was told at the login.
    public var isPooled = false
    /// Whether this user may write the ledger's tables; `nil` if there are none.
    public var mayWrite: Bool?

    /// A survey of a server that suits.
    public init(location: String, version: Int) {
        self.location = location
        self.version = version
    }

    private static let question = """
        SELECT (SELECT reset_val FROM pg_settings WHERE name = 'synchronous_commit'),
            current_setting('fsync'), current_setting('full_page_writes'), pg_is_in_recovery(),
            current_setting('synchronous_standby_names'), current_setting('max_connections')::int8,
            (SELECT sum(numbackends)::int8 FROM pg_stat_database), pg_backend_pid()::int8,
            CASE WHEN to_regclass('outbox') IS NOT NULL AND to_regclass('program') IS NOT NULL THEN
                has_table_privilege('outbox', 'INSERT') AND has_table_privilege('outbox', 'DELETE')
                AND has_table_privilege('program', 'UPDATE')
                AND coalesce(has_table_privilege(to_regclass('outbox_bundle'), 'INSERT, DELETE'), true)
                AND coalesce(has_sequence_privilege(to_regclass('outbox_place_seq'), 'USAGE'), true) END
        """

    /// Asks.
    init(of url: String) throws(LedgerFault) {
        do {
            let address = try ServerAddress(url)
            let settings = PostgresSettings()
            let connection = try PostgresOpening(address: address, settings: settings, role: .reader).connect()
            defer { connection.close() }
            self.init(location: connection.description, version: Int(connection.serverVersion))
            guard let row = try connection.run(.once(Self.question), within: settings.answerTimeout).first else {
                return
            }
            self.synchronousCommit = try row.optionalText(0) ?? "on"
            self.fsync = try row.text(1) == "on"
            self.fullPageWrites = try row.text(2) == "on"
            self.isStandby = try row.boolean(3)
            self.standbyNames = try row.text(4)
            self.maxConnections = Int(try row.integer(5))
            self.connections = Int(try row.optionalInteger(6) ?? 0)
            self.isPooled = try row.integer(7) != Int64(connection.processID)
            self.mayWrite = try row.optionalBoolean(8)
            self.clockAhead = try Self.clockAhead(connection, within: settings.answerTimeout)
        } catch {
            throw LedgerFault(error, location: (try? ServerAddress(url))?.description ?? "PostgreSQL")
        }
    }

    /// Measured against the middle of the question's round trip.
    private static func clockAhead(_ connection: Connection, within limit: Duration) throws -> Int64 {
        let before = Self.milliseconds
        let rows = try connection.run(
            .once("SELECT (extract(epoch FROM clock_timestamp()) * 1000)::int8"),
            within: limit
        )
        guard let server = try rows.first?.integer(0) else { return 0 }
        return server - (before + (Self.milliseconds - before) / 2)
    }

    /// This machine's time, in milliseconds since 1970.
    private static var milliseconds: Int64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
    }
}
