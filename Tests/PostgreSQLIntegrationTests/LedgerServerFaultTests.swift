import Foundation
import Ledger
import PostgreSQL
import Testing

extension PostgreSQLIntegrationTests {
    /// One after another: each has a server of its own.
    @Suite("A server that is killed, restarted or frozen", .serialized)
    struct LedgerServerFaultTests {
        private func settings() -> PostgresSettings {
            var settings = PostgresSettings()
            settings.connectTimeout = .seconds(2)
            settings.answerTimeout = .seconds(3)
            settings.lockTimeout = .seconds(2)
            return settings
        }

        @Test("Killed again and again in the middle of transactions and commits: nothing lost, nothing twice")
        func killed() async throws {
            try await TestServer.with { server in
                let url = try await server.url()
                let settings = self.settings()
                let ledgers = try (0..<3).map { _ in try PostgresLedger(url: url, settings: settings) }
                let contention = Contention(applications: 400, customers: 5, batch: 2, patience: 300)
                async let working: Void = contention.run(ledgers)
                for _ in 0..<4 {
                    try await Task.sleep(for: .milliseconds(300))
                    try await server.run("kill")
                    try await server.run("start")
                }
                try await server.run("restart")
                try await working
                try await contention.check(ledgers[0])
            }
        }

        @Test("Frozen: whoever waits for it is told within the time that was set, and goes on when it thaws")
        func frozen() async throws {
            try await TestServer.with { server in
                let url = try await server.url()
                let ledger = try PostgresLedger(url: url, settings: self.settings())
                #expect(try await ledger.transact(Asking(names: [0], customers: 1)) == 1)
                try await server.run("freeze")
                let start = ContinuousClock.now
                let waiting = await #expect(throws: LedgerFault.self) {
                    try await ledger.transact(Asking(names: [1], customers: 1))
                }
                let connecting = await #expect(throws: LedgerFault.self) {
                    try await ledger.transact(Asking(names: [1], customers: 1))
                }
                #expect(waiting?.isTransient == true && connecting?.isTransient == true)
                #expect(ContinuousClock.now - start < .seconds(20))
                try await server.run("thaw")
                try await Contention(applications: 2, customers: 1, patience: 50).run([ledger])
                try await Contention(applications: 2, customers: 1).check(ledger)
            }
        }

        @Test("A host that is dead is passed over for one that lives")
        func hosts() async throws {
            let given = try #require(TestServer.given)
            let host = try #require(given.split(separator: "@").last?.split(separator: "/").first)
            let url = given.replacing(host, with: "127.0.0.1:1,\(host)") + "?target_session_attrs=read-write"
            let connection = try Connection(to: ServerAddress(url))
            #expect(try connection.run(Command("SELECT 1"), within: .seconds(5))[0].integer(0) == 1)
        }

        @Test(
            "A disk that is full is told as such, and the ledger goes on when there is room",
            .enabled(if: getuid() == 0)
        )
        func full() async throws {
            try await TestServer.with(settings: "temp_file_limit = 0\n") { server in
                // What PostgreSQL says when it finds no room is played by a rule of the table.
                let ledger = try PostgresLedger(url: try await server.url(), settings: self.settings())
                try await ledger.execute(
                    """
                    CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS $$
                    BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full'; END $$
                    """
                )
                try await ledger.execute(
                    "CREATE TRIGGER no_room BEFORE INSERT ON entry FOR EACH ROW EXECUTE FUNCTION no_room()"
                )
                let fault = await #expect(throws: LedgerFault.self) {
                    try await ledger.transact(Asking(names: [0], customers: 1))
                }
                #expect(fault?.code == .full && fault?.isTransient == true)
                try await ledger.execute("DROP TRIGGER no_room ON entry")
                #expect(try await ledger.transact(Asking(names: [0], customers: 1)) == 1)
                try await Contention(applications: 1, customers: 1).check(ledger)
            }
        }
    }
}
