import Foundation
import GRDB
import Testing

@testable import Ledger

@Suite("The write-ahead log is copied into the file beside the commits")
struct CheckpointTests {
    private func path() throws -> String { try TemporaryFolder.make() + "/ledger" }

    /// Has the log copied every 50 pages, and waited for behind so many.
    private func settings(log pages: Int = 16_000) -> SQLiteSettings {
        var settings = SQLiteSettings()
        settings.checkpointPages = 50
        settings.logPages = pages
        return settings
    }

    /// Pages that a file has room for; 0 if there is none.
    private func pages(_ path: String) -> Int {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        return (attributes?[.size] as? Int ?? 0) / 4_096
    }

    /// Records so many applications of more than twelve pages, each in a transaction of its own.
    private func fill(_ ledger: SQLiteLedger, _ count: Int) async throws {
        for number in 0..<count {
            var record = Sample.application(Sample.key("A-\(number)"), holdings: [Sample.holding(10)])
            record.content = [UInt8](repeating: 65, count: 50_000)
            try await ledger.record(record)
        }
    }

    @Test(
        "When it has grown by so much since it was last asked for; at once when it is very long",
        arguments: [
            (999, 0, SQLiteCheckpointer.Step.nothing), (1_000, 0, .begin), (1_999, 1_000, .nothing),
            (2_000, 1_000, .begin), (30, 1_000, .nothing), (1_000, 1_500, .begin), (15_999, 15_000, .nothing),
            (16_000, 15_500, .finish), (20_000, 20_000, .finish),
        ]
    )
    func steps(pages: Int, asked: Int, step: SQLiteCheckpointer.Step) {
        #expect(SQLiteCheckpointer.step(pages: pages, asked: asked, settings: SQLiteSettings()) == step)
    }

    @Test("The file grows while its log is open, without a commit that waits for it")
    func beside() async throws {
        let path = try self.path()
        let settings = self.settings()
        let ledger = try SQLiteLedger(path: path, settings: settings)
        try await self.fill(ledger, 20)
        let deadline = ContinuousClock.now + .seconds(60)
        while self.pages(path) < 100, ContinuousClock.now < deadline { try await Task.sleep(for: .milliseconds(5)) }
        #expect(self.pages(path) >= 100)
        await ledger.close()
        #expect(!FileManager.default.fileExists(atPath: path + "-wal"))
    }

    @Test("Under a load without a pause the log begins anew all the same, and nothing is lost")
    func bounded() async throws {
        let path = try self.path()
        let settings = self.settings(log: 200)
        let ledger = try SQLiteLedger(path: path, settings: settings)
        try await self.fill(ledger, 100)
        // More than 1,300 pages were written.
        #expect(self.pages(path + "-wal") < 600)
        #expect(try await ledger.counts().applications == 100)
        #expect(try await ledger.audit() == [])
        await ledger.close()
    }

    @Test("Who reads for long keeps the log from beginning anew, and nothing else")
    func longReader() async throws {
        let path = try self.path()
        let settings = self.settings(log: 200)
        let ledger = try SQLiteLedger(path: path, settings: settings)
        try await self.fill(ledger, 1)
        let reader = try DatabaseQueue(path: path, configuration: .unsafe)
        try await reader.writeWithoutTransaction { database in
            try database.execute(sql: "BEGIN; SELECT count(*) FROM application")
        }
        try await self.fill(ledger, 40)
        #expect(self.pages(path + "-wal") > 200)
        try await reader.writeWithoutTransaction { try $0.execute(sql: "COMMIT") }
        #expect(try await ledger.audit() == [])
        await ledger.close()
    }

    @Test("Of several workers on one file the first copies; when it has gone, the next one does")
    func severalWorkers() async throws {
        let path = try self.path()
        let settings = self.settings(log: 100_000)
        let first = try SQLiteLedger(path: path, settings: settings)
        let second = try SQLiteLedger(path: path, settings: settings)
        let before = self.pages(path)
        try await self.fill(second, 20)
        // Longer than a copy takes.
        try await Task.sleep(for: .milliseconds(300))
        #expect(self.pages(path) == before)
        await first.close()
        let deadline = ContinuousClock.now + .seconds(60)
        while self.pages(path) < before + 100, ContinuousClock.now < deadline { try await self.fill(second, 10) }
        #expect(self.pages(path) >= before + 100)
        #expect(try await second.audit() == [])
        await second.close()
    }

    @Test("A log that has become very long is copied by whoever writes, though the first worker is idle")
    func idleFirstWorker() async throws {
        let path = try self.path()
        let settings = self.settings(log: 200)
        let first = try SQLiteLedger(path: path, settings: settings)
        let second = try SQLiteLedger(path: path, settings: settings)
        try await self.fill(second, 100)
        #expect(self.pages(path + "-wal") < 600)
        #expect(try await second.audit() == [])
        await second.close()
        await first.close()
    }

    @Test("No copy is begun of a log that is copied already")
    func nothingToCopy() async throws {
        let path = try self.path()
        let ledger = try SQLiteLedger(path: path, settings: self.settings(log: 100_000))
        try await self.fill(ledger, 1)
        let size = try #require(
            FileManager.default.attributesOfItem(atPath: path + "-wal")[.size] as? Int
        )
        // Each page stands behind a head of 24 bytes, all of them behind one of 32: SQLite's file format, section 4.1.
        let pages = (size - 32) / (4_096 + 24)
        let checkpointer = SQLiteCheckpointer(path: path) { true }
        checkpointer.finish()
        #expect(!checkpointer.begin(pages: pages))
        try await self.fill(ledger, 2)
        #expect(checkpointer.begin(pages: pages + 1))
        checkpointer.close()
        #expect(!checkpointer.begin(pages: pages + 2))
        await ledger.close()
    }
}
