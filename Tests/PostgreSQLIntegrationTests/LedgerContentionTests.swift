import Glibc
import Ledger
import PostgreSQL
import Testing

extension PostgreSQLIntegrationTests {
    @Suite("Many workers on one ledger")
    struct LedgerContentionTests {
        private static let cutting = """
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE application_name = 'rebated' AND datname = current_database() AND pid <> pg_backend_pid()
                AND (state LIKE 'idle in%' OR random() < 0.2) AND pid IN (
                    SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND classid = (
                        SELECT (oid::int8 # 1380078660) & 2147483647 FROM pg_class WHERE oid = 'program'::regclass)::oid)
            """

        @Test("Eight that share few customers of two programs: no deadlock, no overrun, every journal whole")
        func eight() async throws {
            try await TestSchema.with { schema in
                let ledgers = try (0..<8).map { _ in try PostgresLedger(url: schema.url) }
                let contention = Contention(applications: 120, customers: 3, programs: ["p-1", "p-2"], batch: 12)
                try await contention.run(ledgers)
                try await contention.check(ledgers[0])
            }
        }

        @Test("Sessions that the server ends again and again, in the middle of transactions")
        func terminated() async throws {
            try await TestSchema.with { schema in
                let ledgers = try (0..<3).map { _ in try PostgresLedger(url: schema.url) }
                let contention = Contention(applications: 150, customers: 3, batch: 3, patience: 100)
                let cutting = Task {
                    while !Task.isCancelled {
                        try schema.run(Self.cutting)
                        try await Task.sleep(for: .milliseconds(30))
                    }
                }
                try await contention.run(ledgers)
                cutting.cancel()
                try await contention.check(ledgers[0])
            }
        }

        @Test("Six that start at once make the tables once")
        func migrations() async throws {
            try await TestSchema.with { schema in
                let ledgers = try await withThrowingTaskGroup(of: PostgresLedger.self) { group in
                    for _ in 0..<6 { group.addTask { try PostgresLedger(url: schema.url) } }
                    return try await group.reduce(into: [PostgresLedger]()) { $0.append($1) }
                }
                #expect(try schema.integer("SELECT count(*) FROM ledger_schema") == 2)
                let contention = Contention(applications: 12, customers: 1)
                try await contention.run(ledgers)
                try await contention.check(ledgers[5])
            }
        }

        @Test("Transactions that wait for each other in a circle are done again, whole")
        func deadlock() async throws {
            try await TestSchema.with { schema in
                let met = Counter()
                var settings = PostgresSettings()
                settings.lockTimeout = .seconds(20)
                settings.interference = { step in
                    guard step == .committing, met.add() == 1 else { return }
                    // Another one holds the row of the edition that is about to be written, and waits for our program.
                    let other = try Connection(to: ServerAddress(schema.url))
                    _ = try other.run(
                        [
                            .once("BEGIN"), .once("SET LOCAL deadlock_timeout = '10s'"),
                            .once("INSERT INTO edition VALUES ('sha256:p-1', 'p-1', '1', '')"),
                        ],
                        within: .seconds(5)
                    )
                    let process = other.processID
                    Task.detached {
                        let lock = Command("SELECT id FROM program FOR UPDATE")
                        _ = try? other.run([lock, Command("ROLLBACK")], within: .seconds(20))
                    }
                    // Who waits last finds the circle, and that is to be us.
                    let waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted AND pid = \(process)"
                    while try schema.integer(waiting) == 0 { usleep(5_000) }
                }
                let ledger = try PostgresLedger(url: schema.url, settings: settings)
                let settled = Counter()
                #expect(try await ledger.transact(Asking(names: [0], customers: 1, settled: settled)) == 1)
                #expect(settled.value == 2)
                try await Contention(applications: 1, customers: 1).check(ledger)
            }
        }
    }
}
