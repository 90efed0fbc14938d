import Foundation
import PostgreSQL
import Testing

extension PostgreSQLIntegrationTests {
    @Suite("Commands and their results")
    struct ConnectionTests {
        private let connection: Connection

        init() throws { self.connection = try PostgreSQLIntegrationTests.connection() }

        private func run(_ command: Command) throws -> Rows {
            try self.connection.run(command, within: .seconds(10))
        }

        @Test("Every kind of value comes back as it went")
        func values() throws {
            let large = [UInt8](repeating: 7, count: 100_000)
            let rows = try self.run(
                Command(
                    "SELECT $1, $2, $3, $4, NULL::text, $5, ''::text, $6",
                    .integer(Int64.min),
                    .text("Zoë \u{1F600}\n"),
                    .bytes(large),
                    .boolean(true),
                    .bytes([]),
                    .integer(nil as Int?)
                )
            )
            let row = try #require(rows.first)
            #expect(try row.integer(0) == .min)
            #expect(try row.text(1) == "Zoë \u{1F600}\n")
            #expect(try row.bytes(2) == large)
            #expect(try row.boolean(3))
            #expect(try row.optionalText(4) == nil)
            #expect(try row.bytes(5) == [])
            #expect(try row.text(6) == "")
            #expect(try row.optionalInteger(7) == nil)
            #expect(throws: PostgreSQLError.self) { try row.integer(1) }
            #expect(throws: PostgreSQLError.self) { try row.text(4) }
            #expect(throws: PostgreSQLError.self) { try row.integer(8) }
        }

        @Test("Shorter integers keep their sign")
        func integers() throws {
            let rows = try self.run(Command("SELECT -1::int2, -2::int4, -3::int8, 40000::int4"))
            let row = try #require(rows.first)
            #expect(try (0...3).map { try row.integer($0) } == [-1, -2, -3, 40_000])
        }

        @Test("Arrays become rows, in their order and with their gaps")
        func arrays() throws {
            let rows = try self.run(
                Command(
                    "SELECT * FROM unnest($1, $2, $3, $4) AS t(i, t, b, f)",
                    .integers([1, nil, -3]),
                    try .texts(["a", nil, ""]),
                    .byteses([[0], nil, []]),
                    .booleans([true, nil, false])
                )
            )
            #expect(try rows.map { try $0.optionalInteger(0) } == [1, nil, -3])
            #expect(try rows.map { try $0.optionalText(1) } == ["a", nil, ""])
            #expect(try rows.map { try $0.optionalBytes(2) } == [[0], nil, []])
            #expect(try rows.map { try $0.optionalBoolean(3) } == [true, nil, false])
            #expect(try self.run(Command("SELECT * FROM unnest($1) AS t", .integers([] as [Int64]))).isEmpty)
        }

        @Test("Commands of one call travel together, and are one transaction")
        func pipeline() throws {
            let results = try self.connection.run(
                [
                    .once("CREATE TEMPORARY TABLE pipeline (n int8 UNIQUE)"),
                    Command("INSERT INTO pipeline SELECT unnest($1)", .integers(Array(1...1_000) as [Int64])),
                    Command("SELECT count(*) FROM pipeline"),
                ],
                within: .seconds(10)
            )
            #expect(results.count == 3 && results[1].changed == 1_000)
            #expect(try results[2][0].integer(0) == 1_000)
            let insert = Command("INSERT INTO pipeline VALUES ($1)", .integer(5_000 as Int64))
            let twice = #expect(throws: PostgreSQLError.self) {
                try self.connection.run([insert, insert, Command("SELECT 1")], within: .seconds(10))
            }
            #expect(twice?.sqlState == "23505" && twice?.isTransient == false)
            #expect(twice?.description.contains("5000") == false)
            // Nothing of it was done, the connection goes on, and so do statements that were prepared with it.
            #expect(self.connection.isUsable && !self.connection.isInTransaction)
            #expect(try self.run(Command("SELECT count(*) FROM pipeline"))[0].integer(0) == 1_000)
            #expect(try self.run(insert).changed == 1)
            #expect(try self.run(Command("SELECT 1"))[0].integer(0) == 1)
        }

        @Test("A commit that fails is no success, also where nobody asked for a transaction")
        func failingCommit() throws {
            let table = "CREATE TEMPORARY TABLE deferred (n int8 UNIQUE DEFERRABLE INITIALLY DEFERRED)"
            _ = try self.run(.once(table))
            let insert = Command("INSERT INTO deferred VALUES ($1), ($1)", .integer(1 as Int64))
            let error = #expect(throws: PostgreSQLError.self) { try self.run(insert) }
            #expect(error?.code == .refused && error?.sqlState == "23505")
            #expect(self.connection.isUsable)
            #expect(try self.run(Command("SELECT count(*) FROM deferred"))[0].integer(0) == 0)
        }

        @Test("A transaction over several calls that fails has to be rolled back")
        func transaction() throws {
            #expect(throws: PostgreSQLError.self) {
                try self.connection.run(
                    [Command("BEGIN"), .once("SELECT 1 / 0"), Command("COMMIT")],
                    within: .seconds(5)
                )
            }
            #expect(self.connection.isInTransaction)
            _ = try self.run(Command("ROLLBACK"))
            #expect(!self.connection.isInTransaction)
        }

        @Test("Much to send while there is much to receive does not block for ever")
        func large() throws {
            let megabytes = [UInt8](repeating: 65, count: 4_000_000)
            let commands = (0..<12).map { _ in Command("SELECT $1", .bytes(megabytes)) }
            let results = try self.connection.run(commands, within: .seconds(60))
            #expect(try results.allSatisfy { try $0[0].bytes(0).count == 4_000_000 })
        }

        @Test("A statement that takes too long is given up, and the connection with it")
        func timeout() throws {
            let start = ContinuousClock.now
            let error = #expect(throws: PostgreSQLError.self) {
                try self.connection.run(Command("SELECT pg_sleep(20)::text"), within: .milliseconds(200))
            }
            #expect(error?.code == .timedOut && error?.isConnectionLost == true && error?.isTransient == true)
            #expect(ContinuousClock.now - start < .seconds(5))
            #expect(!self.connection.isUsable)
            let next = #expect(throws: PostgreSQLError.self) { try self.run(Command("SELECT 1")) }
            #expect(next?.code == .connectionLost)
        }

        @Test("A session that the server ends says why")
        func terminated() throws {
            let other = try PostgreSQLIntegrationTests.connection()
            _ = try other.run(
                Command("SELECT pg_terminate_backend($1::int)", .integer(Int(self.connection.processID))),
                within: .seconds(5)
            )
            var told: PostgreSQLError?
            for _ in 0..<50 where told == nil {
                do throws(PostgreSQLError) {
                    _ = try self.connection.run(Command("SELECT 1"), within: .seconds(5))
                } catch { told = error }
            }
            #expect(told?.isConnectionLost == true && told?.isTransient == true)
            #expect(!self.connection.isUsable)
        }

        @Test("What the server warns of is not written to standard error")
        func notices() throws {
            _ = try self.run(.once("DO $$ BEGIN RAISE WARNING 'unseen'; END $$"))
        }

        @Test("Keep-alives and the name are set unless the address says otherwise")
        func settings() throws {
            var options = ConnectionOptions()
            options.applicationName = "rebated test"
            let named = try PostgreSQLIntegrationTests.connection(options)
            let sql = "SELECT current_setting('application_name'), current_setting('client_encoding')"
            let row = try #require(try named.run(Command(sql), within: .seconds(5)).first)
            #expect(try row.text(0) == "rebated test")
            #expect(try row.text(1) == "UTF8")
            #expect(named.parameter("server_encoding") == "UTF8")
            #expect(named.serverVersion >= 130_000)
            #expect(!named.description.contains("password"))
        }
    }
}
