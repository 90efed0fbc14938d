import Foundation
import GRDB
import Ledger
import Messages
import Testing

@Suite("A fault of the file is told in words, and nothing is half written")
struct SQLiteFaultTests {
    private func path() throws -> String { try TemporaryFolder.make() + "/ledger" }

    private func opening(_ path: String) -> LedgerFault? {
        do throws(LedgerFault) {
            _ = try SQLiteLedger(path: path)
            return nil
        } catch {
            return error
        }
    }

    /// What recording one more application ends with.
    private func recording(_ ledger: SQLiteLedger, _ name: String) async -> LedgerFault? {
        do {
            var record = Sample.application(Sample.key(name), holdings: [Sample.holding(10)])
            record.content = [UInt8](repeating: 65, count: 50_000)
            try await ledger.record(record)
            return nil
        } catch {
            return error as? LedgerFault
        }
    }

    @Test("A full disk is told, leaves nothing half done, and passes")
    func full() async throws {
        let path = try self.path()
        let ledger = try SQLiteLedger(path: path)
        #expect(await self.recording(ledger, "A-0") == nil)
        try await ledger.execute("PRAGMA max_page_count = 40")
        var stored = 1
        var fault: LedgerFault?
        while fault == nil, stored < 50 {
            fault = await self.recording(ledger, "A-\(stored)")
            if fault == nil { stored += 1 }
        }
        #expect(fault?.code == .full && fault?.isTransient == true)
        #expect(fault?.message.contains(path) == true && fault?.message.contains("free some") == true)
        #expect(try await ledger.counts().applications == stored)
        #expect(try await ledger.balance() == Int64(10 * stored))
        #expect(try await ledger.audit() == [])
        try await ledger.execute("PRAGMA max_page_count = 1000000")
        #expect(await self.recording(ledger, "A-\(stored)") == nil)
        #expect(try await ledger.audit() == [])
    }

    @Test("Nothing of a batch that failed comes with the next one")
    func failedBatch() async throws {
        let ledger = try SQLiteLedger(path: self.path())
        #expect(await self.recording(ledger, "A-1") == nil)
        // The second can't be stored, when the first already waits to be.
        await #expect(throws: LedgerFault.self) {
            try await ledger.record(
                Sample.application(Sample.key("A-2")),
                Sample.application(Sample.key("A-1"), revision: 0)
            )
        }
        #expect(await self.recording(ledger, "A-3") == nil)
        #expect(try await ledger.counts().applications == 2)
        #expect(try await ledger.audit() == [])
    }

    @Test("A ledger that may only be read is told, and passes")
    func readOnly() async throws {
        let ledger = try SQLiteLedger(path: self.path())
        try await ledger.execute("PRAGMA query_only = ON")
        let fault = await self.recording(ledger, "A-1")
        #expect(fault?.code == .readOnly && fault?.isTransient == true)
        #expect(fault?.message.contains("may not be written") == true)
        #expect(try await ledger.counts().applications == 0)
        try await ledger.execute("PRAGMA query_only = OFF")
        #expect(await self.recording(ledger, "A-1") == nil)
    }

    @Test("A file or folder that this user may not write is told", .enabled(if: geteuid() != 0, "root may write all"))
    func permissions() async throws {
        let path = try self.path()
        try await SQLiteLedger(path: path).close()
        try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: path)
        #expect(self.opening(path)?.isTransient == true)
        let folder = try TemporaryFolder.make()
        try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: folder)
        #expect(self.opening(folder + "/ledger")?.code == .io)
    }

    @Test("A ledger held by another process is told after the wait, and passes")
    func busy() async throws {
        let path = try self.path()
        var settings = SQLiteSettings()
        settings.busyTimeout = .milliseconds(50)
        let ledger = try SQLiteLedger(path: path, settings: settings)
        let other = try DatabaseQueue(path: path, configuration: .unsafe)
        try await other.writeWithoutTransaction { try $0.execute(sql: "BEGIN IMMEDIATE") }
        let fault = await self.recording(ledger, "A-1")
        #expect(fault?.code == .busy && fault?.isTransient == true)
        #expect(try await ledger.counts().applications == 0)
        try await other.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
        #expect(await self.recording(ledger, "A-1") == nil)
    }

    @Test("A file of workers that can't be opened is told, to those who need it")
    func workersFile() async throws {
        let path = try self.path()
        try FileManager.default.createDirectory(atPath: path + "-workers", withIntermediateDirectories: false)
        let fault = try #require(self.opening(path))
        #expect(fault.code == .io && fault.isTransient && fault.message.contains(path + "-workers"))
        let tool = try SQLiteLedger(path: path, role: .tool)
        try await tool.enqueue(Sample.event("a"))
        let claim = await #expect(throws: LedgerFault.self) {
            try await tool.claimEvents(limit: 1, includingReturned: true)
        }
        #expect(claim?.message == fault.message)
    }

    @Test("What is no ledger is refused and left alone")
    func notALedger() async throws {
        let text = try self.path()
        try Data("applications, in a text file, 1 2 3 and more of it".utf8).write(to: URL(fileURLWithPath: text))
        let fault = try #require(self.opening(text))
        #expect(fault.code == .corrupt && !fault.isTransient && fault.message.contains(text))
        let other = try self.path()
        try await DatabaseQueue(path: other).write { try $0.execute(sql: "CREATE TABLE recipe (name TEXT)") }
        #expect(self.opening(other)?.code == .schema)
        #expect(self.opening(other)?.message.contains("not a ledger") == true)
        let mode = try await DatabaseQueue(path: other).read { try String.fetchOne($0, sql: "PRAGMA journal_mode") }
        #expect(mode == "delete")
        #expect(self.opening(try TemporaryFolder.make())?.code == .io)
        #expect(self.opening(try TemporaryFolder.make() + "/no/such/folder/ledger")?.code == .io)
    }

    @Test("A newer schema is refused in words")
    func newerSchema() async throws {
        let path = try self.path()
        let ledger = try SQLiteLedger(path: path)
        try await ledger.execute("PRAGMA user_version = 99")
        await ledger.close()
        let fault = try #require(self.opening(path))
        #expect(fault.code == .schema && !fault.isTransient)
        #expect(fault.message.contains("schema 99") && fault.message.contains(path))
    }

    @Test("A damaged file is told")
    func corrupt() async throws {
        let path = try self.path()
        let ledger = try SQLiteLedger(path: path)
        for number in 0..<20 { #expect(await self.recording(ledger, "A-\(number)") == nil) }
        try await ledger.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        await ledger.close()
        let file = try FileHandle(forUpdating: URL(fileURLWithPath: path))
        let size = try file.seekToEnd()
        for page in stride(from: UInt64(8_192), to: size, by: 8_192) {
            try file.seek(toOffset: page)
            try file.write(contentsOf: Data(repeating: 0xA5, count: 64))
        }
        try file.close()
        var fault = self.opening(path)
        if fault == nil {
            let damaged = try SQLiteLedger(path: path)
            fault = await self.recording(damaged, "A-3")
        }
        #expect(fault?.code == .corrupt && fault?.isTransient == false)
        #expect(fault?.message.contains("backup") == true)
    }

    @Test("Commits are written through, and the file says whose it is")
    func durability() async throws {
        let path = try self.path()
        let ledger = try SQLiteLedger(path: path)
        await ledger.close()
        let (mode, owner) = try await DatabaseQueue(path: path)
            .read { database in
                (
                    try String.fetchOne(database, sql: "PRAGMA journal_mode"),
                    try Int.fetchOne(database, sql: "PRAGMA application_id")
                )
            }
        #expect(mode == "wal" && owner == 1_380_078_660)
        #expect(try await SQLiteLedger(path: path).synchronous() == 2)
    }

    @Test("The audit finds what does not agree")
    func audit() async throws {
        let ledger = try SQLiteLedger(path: self.path())
        #expect(await self.recording(ledger, "A-1") == nil)
        try await ledger.execute("UPDATE balance SET cents = 11")
        try await ledger.execute("UPDATE application SET status = 'denied'")
        try await ledger.execute("DELETE FROM edition")
        let problems = try await ledger.audit()
        #expect(
            problems == [
                "EW-HP-CAP:C-1: the journal sums up to 10 cents, the balance is 11, applications hold 10",
                "efficiency-works/A-1: its present decision is not one on its revision",
                "edition sha256:00 is not kept, and 1 decisions rest on it",
            ]
        )
    }
}
