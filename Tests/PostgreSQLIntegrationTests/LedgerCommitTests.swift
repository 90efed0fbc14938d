import Ledger
import Messages
import PostgreSQL
import Testing

extension PostgreSQLIntegrationTests {
    @Suite("A commit whose answer is lost")
    struct LedgerCommitTests {
        private func plan(_ name: Int, _ settled: Counter) -> Asking {
            Asking(names: [name], customers: 1, settled: settled)
        }

        @Test("that was done stands as it was settled, and is not settled again")
        func done() async throws {
            try await TestSchema.with { schema in
                let (calls, settled) = (Counter(), Counter())
                var settings = PostgresSettings()
                settings.interference = { step in
                    // The second commit's answer is lost.
                    if step == .committed, calls.add() == 2 { throw PostgreSQLError(.connectionLost, "cut") }
                }
                let ledger = try PostgresLedger(url: schema.url, settings: settings)
                #expect(try await ledger.transact(self.plan(1, settled)) == 1)
                #expect(try await ledger.transact(self.plan(2, settled)) == 1)
                #expect(settled.value == 2)
                #expect(try await ledger.transact(self.plan(3, settled)) == 1)
                try await Contention(applications: 3, customers: 1).checkCounts(ledger, from: 1)
            }
        }

        @Test("that was not done is settled again, whole")
        func undone() async throws {
            try await TestSchema.with { schema in
                let (calls, settled) = (Counter(), Counter())
                var settings = PostgresSettings()
                settings.interference = { step in
                    guard step == .committing, calls.add() == 2 else { return }
                    try schema.run(
                        """
                        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                        WHERE state = 'idle in transaction' AND query LIKE '%balance%' AND pid IN (
                            SELECT pid FROM pg_locks WHERE relation = 'program'::regclass)
                        """
                    )
                }
                let ledger = try PostgresLedger(url: schema.url, settings: settings)
                #expect(try await ledger.transact(self.plan(1, settled)) == 1)
                #expect(try await ledger.transact(self.plan(2, settled)) == 1)
                #expect(settled.value == 3)
                #expect(try await ledger.transact(self.plan(3, settled)) == 1)
                try await Contention(applications: 3, customers: 1).checkCounts(ledger, from: 1)
            }
        }

        @Test("of marks only is done again")
        func marks() async throws {
            try await TestSchema.with { schema in
                let calls = Counter()
                var settings = PostgresSettings()
                settings.interference = { step in
                    if step == .committed, calls.add() % 2 == 0 { throw PostgreSQLError(.connectionLost, "cut") }
                }
                let ledger = try PostgresLedger(url: schema.url, settings: settings)
                for name in 1...5 { #expect(try await ledger.transact(self.plan(name, Counter())) == 1) }
                let events = try await ledger.pendingEvents(limit: 10).map(\.id)
                for event in events { try await ledger.transact(Marks(published: [event])) }
                #expect(try await ledger.pendingEvents(limit: 10) == [])
                try await Contention(applications: 5, customers: 1).checkCounts(ledger, from: 1, pending: 0)
            }
        }
    }
}

/// Confirmations of events.
struct Marks: BatchPlan {
    let published: [String]

    var applications: Set<ApplicationKey> { [] }
    func balances(_ books: Books) -> Set<BalanceKey> { [] }
    func settle(_ books: inout Books) { books.markPublished(self.published) }
}

extension Contention {
    /// Whether so many applications are there, each once, and all agrees.
    func checkCounts(_ ledger: any Ledger, from first: Int, pending: Int? = nil) async throws {
        let counts = try await ledger.counts()
        #expect(counts.applications == self.applications && counts.pendingEvents == pending ?? self.applications)
        let program = try #require(try await ledger.programs().first)
        #expect(program.sequence == Int64(self.applications) && program.lastOrder == Int64(self.applications))
        #expect(try await ledger.audit() == [])
    }
}
