import Ledger
import PostgreSQL
import Testing

extension PostgreSQLIntegrationTests {
    @Suite("Bundles of events of a worker whose session ends")
    struct LedgerBundleTests {
        /// Ends the session that holds a worker's slot.
        private static let ending = """
            SELECT pg_terminate_backend(pid) FROM pg_locks
            WHERE locktype = 'advisory' AND objsubid = 2 AND pid <> pg_backend_pid()
                AND classid::int8 = ('program'::regclass::oid::int8 # 1380078660) & 2147483647
            """

        @Test("are taken over by others, and its own marks still end them")
        func takenOver() async throws {
            try await TestSchema.with { schema in
                let worker = try PostgresLedger(url: schema.url)
                #expect(try await worker.transact(Asking(names: [0, 1, 2], customers: 1)) == 3)
                let other = try PostgresLedger(url: schema.url, role: .tool)
                #expect(try await other.claimEvents(limit: 9, includingReturned: false) == [])
                try schema.run(Self.ending)
                var claimed: [OutboxEvent] = []
                for _ in 0..<500 where claimed.isEmpty {
                    claimed = try await other.claimEvents(limit: 9, includingReturned: false)
                    if claimed.isEmpty { try await Task.sleep(for: .milliseconds(10)) }
                }
                #expect(claimed.map(\.correlationID) == ["A-0", "A-1", "A-2"])
                #expect(try schema.integer("SELECT count(*) FROM outbox_bundle") == 0)
                // It opens a new session for the next batch, with the marks of the first.
                _ = try await worker.transact(Asking(names: [3], customers: 1, published: claimed.map(\.id)))
                #expect(try await worker.pendingEvents(limit: 9).map(\.correlationID) == ["A-3"])
                _ = try await worker.transact(Asking(names: [], customers: 1, published: ["p-1/A-3/1"]))
                #expect(try await worker.counts().pendingEvents == 0)
                #expect(try await worker.audit() == [])
            }
        }

        @Test("that nobody took over are ended by its own marks")
        func kept() async throws {
            try await TestSchema.with { schema in
                let worker = try PostgresLedger(url: schema.url)
                #expect(try await worker.transact(Asking(names: [0, 1], customers: 1)) == 2)
                try schema.run(Self.ending)
                _ = try await worker.transact(
                    Asking(names: [2], customers: 1, published: ["p-1/A-0/1", "p-1/A-1/1"])
                )
                #expect(try schema.integer("SELECT count(*) FROM outbox_bundle") == 1)
                #expect(try await worker.pendingEvents(limit: 9).map(\.correlationID) == ["A-2"])
            }
        }

        @Test("written by a commit whose answer is lost are ended all the same")
        func doubt() async throws {
            try await TestSchema.with { schema in
                let calls = Counter()
                var settings = PostgresSettings()
                settings.interference = { step in
                    if step == .committed, calls.add() == 1 { throw PostgreSQLError(.connectionLost, "cut") }
                }
                let worker = try PostgresLedger(url: schema.url, settings: settings)
                #expect(try await worker.transact(Asking(names: [0, 1], customers: 1)) == 2)
                #expect(try schema.integer("SELECT sum(number)::int8 FROM outbox_bundle") == 2)
                _ = try await worker.transact(
                    Asking(names: [], customers: 1, published: ["p-1/A-0/1", "p-1/A-1/1"])
                )
                #expect(try await worker.counts().pendingEvents == 0)
            }
        }

        @Test("A ledger of the first schema goes on with what is in its outbox")
        func migrated() async throws {
            try await TestSchema.with { schema in
                let former = try PostgresLedger(url: schema.url)
                _ = try await former.transact(Asking(names: [0], customers: 1))
                await former.close()
                // As the first schema had it.
                let tool = try PostgresLedger(url: schema.url, role: .tool)
                #expect(try await tool.claimEvents(limit: 9, includingReturned: false).count == 1)
                await tool.close()
                try schema.run("DROP TABLE outbox_bundle")
                try schema.run("ALTER TABLE outbox ALTER COLUMN place SET INCREMENT BY 1")
                try schema.run("DELETE FROM ledger_schema WHERE version = 2")
                let worker = try PostgresLedger(url: schema.url)
                #expect(try await worker.status().schema == 2)
                _ = try await worker.transact(Asking(names: [1, 2], customers: 1))
                let places = try await worker.pendingEvents(limit: 9).map(\.place)
                #expect(places.count == 3 && places == places.sorted() && Set(places).count == 3)
                #expect(try await worker.pendingEvents(limit: 9).map(\.correlationID) == ["A-0", "A-1", "A-2"])
            }
        }
    }
}
