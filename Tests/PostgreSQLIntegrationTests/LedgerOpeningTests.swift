import Ledger
import PostgreSQL
import Testing

extension PostgreSQLIntegrationTests {
    @Suite("A ledger is opened where it may be, and says why not where it may not")
    struct LedgerOpeningTests {
        private func fault(_ url: String, _ role: LedgerRole = .worker) -> LedgerFault? {
            do throws(LedgerFault) {
                _ = try PostgresLedger(url: url, role: role)
                return nil
            } catch {
                return error
            }
        }

        @Test("A newer schema is refused")
        func newer() async throws {
            try await TestSchema.with { schema in
                _ = try PostgresLedger(url: schema.url)
                try schema.run("INSERT INTO ledger_schema (version) VALUES (99)")
                let fault = self.fault(schema.url)
                #expect(fault?.code == .schema && fault?.message.contains("has schema 99") == true)
            }
        }

        @Test("Tables of others are left alone")
        func foreign() async throws {
            try await TestSchema.with { schema in
                try schema.run("CREATE TABLE theirs (n int)")
                let fault = self.fault(schema.url)
                #expect(fault?.code == .schema && fault?.message.contains("they are no ledger") == true)
                #expect(try schema.integer("SELECT count(*) FROM pg_tables WHERE schemaname = current_schema()") == 1)
            }
        }

        @Test("Where there is no schema to make tables in, that is said")
        func noSchema() async throws {
            try await TestSchema.with { schema in
                let fault = self.fault(schema.url.replacing(schema.name, with: "no_such_schema"))
                #expect(fault?.code == .schema && fault?.message.contains("search_path") == true)
            }
        }

        @Test("A server that only reads, as a standby does, is told as such; a reader may use it")
        func readOnly() async throws {
            try await TestSchema.with { schema in
                let reading = schema.url + "%20-cdefault_transaction_read_only%3Don"
                let new = self.fault(reading)
                #expect(new?.code == .readOnly && new?.message.contains("target_session_attrs") == true)
                let ledger = try PostgresLedger(url: schema.url)
                _ = try await ledger.transact(Asking(names: [0], customers: 1))
                await ledger.close()
                #expect(self.fault(reading)?.code == .readOnly)
                let reader = try PostgresLedger(url: reading, role: .reader)
                #expect(try await reader.counts().applications == 1)
                let tool = try PostgresLedger(url: reading, role: .tool)
                await #expect(throws: LedgerFault.self) { try await tool.transact(Asking(names: [1], customers: 1)) }
            }
        }

        @Test("A user who may not use the tables is told, without a password")
        func rights() async throws {
            try await TestSchema.with { schema in
                _ = try PostgresLedger(url: schema.url)
                let role = "user_" + schema.name
                try schema.run("CREATE ROLE \(role) LOGIN PASSWORD 'secret'")
                let url = try #require(TestServer.given)
                    .replacing("://", with: "://\(role):secret@", maxReplacements: 1)
                let plain = url.replacing("secret@rebated@", with: "secret@")
                let fault = self.fault(plain + "?options=-csearch_path%3D\(schema.name)")
                #expect(fault != nil && fault?.message.contains("secret") == false, "\(fault?.message ?? "")")
                try schema.run("DROP ROLE \(role)")
            }
        }

        @Test("A commit always lasts, whatever the server's or the user's settings say")
        func synchronous() async throws {
            try await TestSchema.with(options: "%20-csynchronous_commit%3Doff%20-cstatement_timeout%3D9000") { schema in
                let ledger = try PostgresLedger(url: schema.url)
                let check = """
                    DO $$ BEGIN
                        IF current_setting('synchronous_commit') <> 'on' OR current_setting('statement_timeout') <> '0' THEN
                            RAISE EXCEPTION 'so it is not';
                        END IF;
                    END $$
                    """
                try await ledger.execute(check)
            }
        }

        @Test("Nothing listens there, nobody has that name, the address is none: each is said and may pass, or not")
        func unreachable() async throws {
            let refused = self.fault("postgresql://ann:secret@127.0.0.1:1/rebated")
            #expect(refused?.code == .io && refused?.isTransient == true)
            #expect(refused?.message.contains("secret") == false)
            let none = self.fault("postgresql://ann:secret@127.0.0.1:port/rebated")
            #expect(none?.isTransient == false && none?.message.contains("secret") == false)
        }

        @Test("What PostgreSQL can't store is a fault of the plan alone")
        func nul() async throws {
            try await TestSchema.with { schema in
                let ledger = try PostgresLedger(url: schema.url)
                let fault = await #expect(throws: LedgerFault.self) {
                    try await ledger.transact(Asking(names: [0], customers: 1, programNames: ["p\0"]))
                }
                #expect(fault?.code == .other && fault?.isTransient == false)
                #expect(try await ledger.transact(Asking(names: [0], customers: 1)) == 1)
            }
        }
    }
}
