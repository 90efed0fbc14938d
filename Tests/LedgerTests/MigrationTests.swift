import Foundation
import GRDB
import Messages
import Testing

@testable import Ledger

@Suite("A file of an earlier schema is brought up to date")
struct MigrationTests {
    /// A file as schema 1 wrote it: A-1 was reserved, awarded in the same moment as A-2 was denied, and handed in again;
    /// another program has one application and a budget, a third only a budget.
    private func first(_ path: String, extra: String = "") async throws {
        let rows = """
            INSERT INTO edition VALUES ('sha256:00', 'efficiency-works', '2026-01', x'00');
            INSERT INTO application VALUES
                (1, 'efficiency-works', 'A-1', 2, 7, 'approved', 'p', NULL, x'\(Self.digest(1))', 5,
                    '[{"limit":"CAP","key":"C-1","scope":"customer","line":"m1","cents":30,"state":"awarded"}]',
                    CAST('{"a":1}' AS BLOB), NULL),
                (2, 'efficiency-works', 'A-2', 1, 3, 'denied', 'p', NULL, x'\(Self.digest(2))', 4, '[]',
                    CAST('{"a":2}' AS BLOB), NULL),
                (3, 'other', 'A-1', 1, 5, 'approved', 'p', NULL, x'\(Self.digest(3))', 3,
                    '[{"limit":"CAP","key":"C-1","scope":"customer","cents":5,"state":"reserved"}]',
                    CAST('{"a":3}' AS BLOB), 'w-1');
            INSERT INTO decision VALUES
                (1, 1, 1, 1, 'in_review', 'sha256:00', 'e1', 100, x'01'),
                (2, 1, 1, 2, 'approved', 'sha256:00', 'e2', 200, x'02'),
                (3, 3, 1, 1, 'approved', 'sha256:00', 'e3', 200, x'03'),
                (4, 2, 1, 1, 'denied', 'sha256:00', 'e4', 200, x'04'),
                (5, 1, 2, 1, 'approved', 'sha256:00', 'e5', 200, x'05');
            INSERT INTO entry VALUES
                (1, 'efficiency-works', 'A-1', 1, 'CAP', 'C-1', 'customer', 'm1', 'reserved', 10, 100),
                (2, 'efficiency-works', 'A-1', 1, 'CAP', 'C-1', 'customer', 'm1', 'released', -10, 200),
                (3, 'efficiency-works', 'A-1', 1, 'CAP', 'C-1', 'customer', 'm1', 'awarded', 20, 200),
                (4, 'other', 'A-1', 1, 'CAP', 'C-1', 'customer', NULL, 'reserved', 5, 200),
                (5, 'efficiency-works', 'A-1', 1, 'CAP', 'C-1', 'customer', 'm1', 'released', -20, 200),
                (6, 'efficiency-works', 'A-1', 2, 'CAP', 'C-1', 'customer', 'm1', 'awarded', 30, 200);
            INSERT INTO balance VALUES ('CAP', 'C-1', 35);
            INSERT INTO outbox VALUES (4, 'e5', 't', 'x', 'k', 'A-1', NULL, 200, NULL, x'', 5, x'');
            INSERT INTO budget VALUES ('other', 900), ('third', 0);
            UPDATE meta SET value = 7 WHERE name = 'order';
            UPDATE meta SET value = 5 WHERE name = 'decision';
            UPDATE meta SET value = 3 WHERE name = 'application';
            UPDATE meta SET value = 4 WHERE name = 'outbox';
            \(extra)
            """
        try await DatabaseQueue(path: path)
            .write { database in
                try SQLiteMigration.first.run(database)
                try database.execute(sql: rows)
            }
    }

    private static func digest(_ number: Int) -> String {
        Sample.digest(Array("{\"a\":\(number)}".utf8)).map { String(format: "%02x", $0) }.joined()
    }

    @Test("Decisions, entries and budgets become links in order, and nothing else changes")
    func chained() async throws {
        let path = try TemporaryFolder.make() + "/ledger"
        try await self.first(path)
        #expect(try await LedgerOpening.schema(of: .file(path)) == LedgerSchema(version: 1, latest: 3))
        let fault = await #expect(throws: LedgerFault.self) { try await LedgerUnderTest.open(path, role: .reader) }
        #expect(fault?.code == .schema && fault?.message.contains("rebated ledger migrate") == true)
        let ledger = try SQLiteLedger(path: path)
        #expect(try await LedgerOpening.schema(of: .file(path)) == LedgerSchema(version: 3, latest: 3))
        let programs = try await ledger.programs()
        #expect(programs.map(\.program) == ["efficiency-works", "other", "third"])
        #expect(programs.map(\.budget) == [nil, 900, 0])
        #expect(programs.map(\.lastOrder) == [7, 5, 0])
        #expect(programs.map(\.sequence) == [4, 2, 1])
        let links = try await ledger.journal(of: "efficiency-works", after: 0, limit: 10)
        #expect(links.map(self.told) == ["e1 [10] 32", "e2 [-10, 20] 0", "e4 [] 32", "e5 [-20, 30] 32"].map(self.kept))
        #expect(
            try await ledger.journal(of: "other", after: 0, limit: 10).map(self.told) == [
                "e3 [5] 32", "900 by schema 1",
            ]
        )
        #expect(try await LedgerAudit(ledger).report().problems == [])
        let application = try #require(try await ledger.application(Sample.key()))
        #expect(application.order == 7 && application.revision == 2 && application.holdings.map(\.cents) == [30])
        #expect(try await ledger.claimEvents(limit: 9, includingReturned: true).map(\.body) == [[5]])
        // It goes on.
        let next = try await ledger.transact(
            TestPlan(programs: ["third"]) { [$0.nextOrder(in: "efficiency-works"), $0.nextOrder(in: "third")] }
        )
        #expect(next == [8, 1])
        try await ledger.record(Sample.application(Sample.key("A-3"), holdings: [Sample.holding(1)], order: 9))
        #expect(try await ledger.entries(scope: nil, key: "C-1").map(\.cents) == [10, -10, 20, 5, -20, 30, 1])
        #expect(try await LedgerAudit(ledger).report().problems == [])
    }

    /// Decisions on an earlier revision have no digest of their content: schema 1 did not keep it.
    private func kept(_ told: String) -> String {
        told.hasPrefix("e1") ? told.replacingOccurrences(of: " 32", with: " 0") : told
    }

    private func told(_ link: JournalLink) -> String {
        switch link {
        case .decision(let decision, let entries):
            "\(decision.eventID) \(entries.map(\.cents)) \(decision.contentDigest.count)"
        case .budget(let budget): "\(budget.cents.map { "\($0)" } ?? "none") by \(budget.by)"
        }
    }

    @Test("A step that fails leaves the file as it was")
    func failing() async throws {
        let path = try TemporaryFolder.make() + "/ledger"
        // An entry whose application has no decision: no chain can be made of it.
        try await self.first(path, extra: "PRAGMA foreign_keys = OFF; DELETE FROM decision WHERE application = 3;")
        let fault = #expect(throws: LedgerFault.self) { try SQLiteLedger(path: path) }
        #expect(fault?.code == .corrupt)
        #expect(try await LedgerOpening.schema(of: .file(path))?.version == 1)
        let tables = try await DatabaseQueue(path: path).read { try $0.tableExists("program") }
        #expect(!tables)
    }

    @Test("Two processes that start at once migrate once")
    func twoProcesses() async throws {
        let path = try TemporaryFolder.make() + "/ledger"
        try await self.first(path)
        async let other = #expect(processExitsWith: .success) { [path = path as String] in
            for _ in 0..<5 { await (try SQLiteLedger(path: path)).close() }
        }
        for _ in 0..<5 { await (try SQLiteLedger(path: path)).close() }
        _ = await other
        let ledger = try SQLiteLedger(path: path)
        #expect(try await ledger.programs().map(\.sequence) == [4, 2, 1])
        #expect(try await LedgerAudit(ledger).report().problems == [])
    }
}
