import Foundation
import JSON
import Ledger
import Messages
import Testing

@Suite("A ledger that was exported and imported is the same ledger")
struct TransferTests {
    static let available = LedgerUnderTest.available

    /// Two programs, with all that a ledger can hold.
    private func fill(_ ledger: any Ledger) async throws {
        try await ledger.setBudget(program: "efficiency-works", cents: 90_000, by: "o-1")
        let home = Holding(
            key: BalanceKey(limit: "H", key: "S \"é\"\n1"),
            scope: "home",
            line: nil,
            cents: 3,
            state: .awarded
        )
        try await ledger.record(Sample.application(holdings: [Sample.holding(500, .reserved), home], order: 1))
        try await ledger.setBudget(program: "efficiency-works", cents: nil, by: "o-2")
        var again = Sample.application(revision: 2, status: "approved", holdings: [Sample.holding(7)], order: 3)
        again.content = Array("{\n  \"pretty\": [1.50, \"é\"]\r\n}\n".utf8)
        again.contentDigest = Sample.digest(again.content)
        again.traceparent = nil
        again.withdrawnBy = "m-1"
        let other = ApplicationKey(program: "other", application: "A-1")
        try await ledger.record(
            again,
            Sample.application(other, order: 1),
            Sample.application(Sample.key("A-2"), order: 2)
        )
        var answered = Sample.task("R-1", revision: 1, state: .completed)
        answered.outcome = Array(#"{"outcome":"approve"}"#.utf8)
        answered.reviewer = "r-1"
        answered.answeredBy = "m-2"
        let tasks = [answered, Sample.task("R-2", revision: 2)]
        try await ledger.transact(
            TestPlan(programs: ["other"]) { books in
                for task in tasks { books.record(task) }
                for _ in 0..<3 { _ = books.nextOrder(in: "efficiency-works") }
                books.enqueue(Sample.event("a", body: Array("{}".utf8)))
                books.enqueue(Sample.event("b", body: Array("not JSON é".utf8)))
            }
        )
        try await ledger.transact(TestPlan { $0.markReturned("b", reason: "no route") })
        for number in 1...2 {
            try await ledger.note(ActionRecord(at: Int64(number), by: "o", action: "a\(number)", detail: "{}"))
        }
    }

    private func export(_ ledger: any Ledger) async throws -> [String] {
        var lines: [String] = []
        let hasChanged = try await LedgerExport(ledger).run { lines.append(String(decoding: $0, as: UTF8.self)) }
        #expect(!hasChanged && lines.allSatisfy { !$0.contains { $0.isNewline } })
        return lines
    }

    private func load(_ lines: [String], into ledger: any Ledger) async throws -> Bool {
        var filling = try await LedgerImport(into: ledger)
        for line in lines { try await filling.add(try JSONDocument(parsing: Array(line.utf8)).root) }
        return filling.isWhole
    }

    @Test("Whatever the kinds", arguments: available, available)
    func moved(_ from: LedgerUnderTest, _ to: LedgerUnderTest) async throws {
        let old = try await from.make()
        try await self.fill(old)
        let lines = try await self.export(old)
        let new = try await to.make()
        #expect(try await self.load(lines, into: new))
        #expect(try await self.export(new).dropFirst() == lines.dropFirst())
        let heads = try await LedgerAudit(old).report().heads
        #expect(heads.count == 2)
        let report = try await LedgerAudit(new).report(noted: heads)
        #expect(report.problems == [] && report.heads == heads)
        for key in [Sample.key(), Sample.key("A-2"), ApplicationKey(program: "other", application: "A-1")] {
            #expect(try await new.application(key) == old.application(key))
            #expect(try await new.history(of: key) == old.history(of: key))
        }
        // It goes on where the other was.
        for ledger in [old, new] {
            #expect(try await ledger.transact(TestPlan { $0.nextOrder(in: "efficiency-works") }) == 4)
            try await ledger.record(Sample.application(Sample.key("A-3"), holdings: [Sample.holding(1)], order: 4))
        }
        #expect(try await LedgerAudit(new).report().heads == LedgerAudit(old).report().heads)
    }

    @Test("What was changed on the way, cut off or put into a ledger in use is refused", arguments: available)
    func refused(_ implementation: LedgerUnderTest) async throws {
        let old = try SQLiteLedger()
        try await self.fill(old)
        let lines = try await self.export(old)
        func fault(_ lines: [String], into ledger: any Ledger) async throws -> LedgerFault? {
            do {
                _ = try await self.load(lines, into: ledger)
                return nil
            } catch {
                return try #require(error as? LedgerFault)
            }
        }
        let changed = lines.map { $0.replacingOccurrences(of: #""cents":500"#, with: #""cents":501"#) }
        #expect(try await fault(changed, into: implementation.make())?.message.contains("does not follow") == true)
        let status = lines.map { line in
            line.hasPrefix(#"{"application""#) ? line.replacingOccurrences(of: "approved", with: "denied") : line
        }
        #expect(try await fault(status, into: implementation.make())?.message.contains("last decision") == true)
        for place in lines.indices.dropFirst().dropLast() {
            var gone = lines
            gone.remove(at: place)
            // Without a program's line its count of places is missing, without an edition's what decisions rest on.
            let ledger = try await implementation.make()
            let told = try await fault(gone, into: ledger)
            let found = told == nil ? try await LedgerAudit(ledger).report().problems : []
            #expect(told != nil || !found.isEmpty, "without \(lines[place].prefix(60))")
        }
        #expect(try await self.load(Array(lines.dropLast()), into: implementation.make()) == false)
        #expect(try await fault(Array(lines.dropFirst()), into: implementation.make()) != nil)
        #expect(try await fault([#"{"ledger":{"version":2}}"#], into: implementation.make()) != nil)
        let used = try await implementation.make()
        try await used.setBudget(program: "p", cents: 1, by: "o")
        #expect(try await fault(lines, into: used)?.message.contains("not empty") == true)
    }
}
