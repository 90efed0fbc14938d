import Glibc
import Ledger
import PostgreSQL
import Testing

extension PostgreSQLIntegrationTests {
    @Suite("A worker that froze in the middle of a transaction does not hold the others up for ever")
    struct LedgerFrozenWorkerTests {
        private func settings() -> PostgresSettings {
            var settings = PostgresSettings()
            settings.idleTimeout = .seconds(2)
            settings.lockTimeout = .seconds(3)
            return settings
        }

        @Test("Between two round trips: the server ends its session, and it settles anew when it wakes")
        func betweenTrips() async throws {
            try await TestSchema.with { schema in
                let (calls, settled) = (Counter(), Counter())
                var freezing = self.settings()
                freezing.interference = { step in
                    if step == .committing, calls.add() == 1 {
                        // As long as the others need: the server ends this session first.
                        while try schema.integer("SELECT count(*) FROM application") == 0 { usleep(20_000) }
                    }
                }
                let ledger = try PostgresLedger(url: schema.url, settings: freezing)
                let other = try PostgresLedger(url: schema.url, settings: self.settings())
                async let frozen = ledger.transact(Asking(names: [0, 1], customers: 1, settled: settled))
                while calls.value == 0 { try await Task.sleep(for: .milliseconds(5)) }
                let start = ContinuousClock.now
                #expect(try await other.transact(Asking(names: [1, 2], customers: 1)) == 2)
                #expect(ContinuousClock.now - start < .seconds(15))
                #expect(try await frozen == 1)
                #expect(settled.value == 2)
                try await Contention(applications: 3, customers: 1).check(other)
            }
        }

        @Test("While it was sending: the next worker ends its session, which to the server is busy")
        func whileSending() async throws {
            try await TestSchema.with { schema in
                let ledger = try PostgresLedger(url: schema.url, settings: self.settings())
                #expect(try await ledger.transact(Asking(names: [0], customers: 1)) == 1)
                let client = try RawClient(schema.url)
                // No Sync behind them: more is to come, and never does.
                try client.send(["BEGIN", "SELECT id FROM \(schema.name).program FOR UPDATE"])
                while try schema.integer(Self.holding) == 0 { try await Task.sleep(for: .milliseconds(10)) }
                let start = ContinuousClock.now
                #expect(try await ledger.transact(Asking(names: [1], customers: 1)) == 1)
                #expect(ContinuousClock.now - start < .seconds(15))
                client.close()
                try await Contention(applications: 2, customers: 1).check(ledger)
            }
        }

        private static let holding = """
            SELECT count(*) FROM pg_locks AS l JOIN pg_stat_activity AS a USING (pid)
            WHERE l.relation = 'program'::regclass AND l.mode = 'RowShareLock' AND a.wait_event = 'ClientRead'
                AND a.state = 'active'
            """
    }
}
