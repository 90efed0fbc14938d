import GRDB
import Ledger
import Messages
import Testing

@Suite("The audit finds what was changed by hand in a file")
struct TamperingTests {
    /// A ledger of three decisions on two applications and a budget.
    private func ledger() async throws -> SQLiteLedger {
        let ledger = try SQLiteLedger(path: TemporaryFolder.make() + "/ledger")
        try await ledger.setBudget(program: "efficiency-works", cents: 90_000, by: "tester")
        try await ledger.record(Sample.application(holdings: [Sample.holding(500, .reserved)]))
        try await ledger.record(Sample.application(Sample.key("A-2"), holdings: [Sample.holding(70)], order: 2))
        try await ledger.record(Sample.application(number: 2, holdings: [Sample.holding(400)]))
        #expect(try await LedgerAudit(ledger).report().problems == [])
        return ledger
    }

    private func tampered(
        _ sql: String,
        before: (SQLiteLedger) async throws -> Void = { _ in }
    ) async throws -> [String] {
        let ledger = try await self.ledger()
        try await before(ledger)
        for table in ["entry", "decision", "budget_change"] {
            for verb in ["update", "delete"] { try await ledger.execute("DROP TRIGGER \(table)_no_\(verb)") }
        }
        try await ledger.execute("PRAGMA foreign_keys = OFF")
        try await ledger.execute(sql)
        // Small pages, so that several are read.
        return try await LedgerAudit(ledger, page: 2).report().problems
    }

    @Test(
        "Rows that were changed, with all that must agree with them",
        arguments: [
            (
                "UPDATE decision SET body = CAST(replace(body, 'approved', 'denied') AS BLOB) WHERE number = 2",
                ["efficiency-works: link 4 is not what was recorded: the decision 2 on A-1, revision 1"]
            ),
            (
                """
                UPDATE entry SET cents = cents - 1 WHERE decision = 2; UPDATE balance SET cents = cents - 1;
                UPDATE application SET holdings = json_set(holdings, '$[0].cents', 69) WHERE application = 'A-2'
                """,
                ["efficiency-works: link 3 is not what was recorded: the decision 1 on A-2, revision 1"]
            ),
            (
                "UPDATE application SET holdings = json_set(holdings, '$[0].cents', "
                    + "CASE application WHEN 'A-1' THEN 470 ELSE 0 END)",
                [
                    "efficiency-works/A-1: its entries under EW-HP-CAP:C-1 sum up to 400 cents, and it holds 470",
                    "efficiency-works/A-2: its entries under EW-HP-CAP:C-1 sum up to 70 cents, and it holds 0",
                ]
            ),
            (
                "UPDATE application SET content = CAST(replace(content, '\"A-2\"', '\"A-3\"') AS BLOB)",
                ["efficiency-works/A-2: its content is not the one that was decided"]
            ),
            (
                "UPDATE application SET content_digest = x'00' WHERE application = 'A-2'",
                [
                    "efficiency-works/A-2: its content is not the one that was decided",
                    "efficiency-works/A-2: its content's digest is not the one that was decided",
                ]
            ),
            (
                "UPDATE budget_change SET cents = 1; UPDATE program SET budget = 1",
                ["efficiency-works: link 1 is not what was recorded: a change of the budget"]
            ),
            (
                "UPDATE program SET budget = 1",
                ["efficiency-works: the budget is 1 cents, and its last change says 90000 cents"]
            ),
            (
                "DELETE FROM budget_change; UPDATE program SET budget = NULL",
                [
                    "efficiency-works: link 1 is missing before link 2",
                    "efficiency-works: link 2 is not what was recorded: the decision 1 on A-1, revision 1",
                ]
            ),
            (
                "UPDATE program SET sequence = 3, head = (SELECT hash FROM decision WHERE sequence = 3)",
                ["efficiency-works: link 4 stands behind the journal's end, which is link 3"]
            ),
            (
                "UPDATE program SET sequence = 6",
                ["efficiency-works: the journal ends with link 4, and should with link 6"]
            ),
        ]
    )
    func rows(_ sql: String, _ expected: [String]) async throws {
        #expect(try await self.tampered(sql) == expected)
    }

    @Test("A decision that is gone is missed by every check that looks at it")
    func removed() async throws {
        let problems = try await self.tampered(
            "DELETE FROM entry WHERE decision = 2; DELETE FROM decision WHERE id = 2"
        )
        #expect(problems.contains("efficiency-works: link 3 is missing before link 4"))
        #expect(problems.contains("efficiency-works/A-2: its present decision is not one on its revision"))
        #expect(problems.contains { $0.hasPrefix("EW-HP-CAP:C-1: the journal sums up to 400 cents") })
    }

    @Test(
        "A bundle of events that can't be read, or refers to nothing, is told of",
        arguments: [
            ("UPDATE outbox_bundle SET events = substr(events, 1, length(events) - 1)", "can't be read"),
            ("UPDATE outbox_bundle SET events = x'07'", "can't be read"),
            ("UPDATE outbox_bundle SET number = number + 1", "can't be read"),
            (
                "DELETE FROM entry; DELETE FROM decision WHERE application = 3",
                "a row of outbox_bundle refers to nothing"
            ),
        ]
    )
    func bundle(_ sql: String, _ expected: String) async throws {
        let problems = try await self.tampered(sql) { ledger in
            let record = Sample.application(Sample.key("A-3"), order: 3)
            try await ledger.transact(
                TestPlan([record.key]) { books in
                    books.record(record)
                    books.enqueue(Sample.event(record.eventID, body: record.decision))
                }
            )
        }
        #expect(problems.contains { $0.contains(expected) }, "\(problems)")
    }

    @Test(
        "What is only added to can't be changed or removed",
        arguments: [("entry", "cents"), ("decision", "number"), ("budget_change", "cents"), ("action", "at")]
    )
    func appendOnly(_ table: String, _ column: String) async throws {
        let ledger = try await self.ledger()
        try await ledger.note(ActionRecord(at: 1, by: "tester", action: "test", detail: "{}"))
        for sql in ["DELETE FROM \(table)", "UPDATE \(table) SET \(column) = \(column)"] {
            let fault = await #expect(throws: LedgerFault.self) { try await ledger.execute(sql) }
            #expect(fault?.message.contains("\(table) is only added to") == true)
        }
    }

    @Test("A journal that was written anew shows against a head that was noted")
    func noted() async throws {
        let ledger = try await self.ledger()
        let heads = try await LedgerAudit(ledger).report().heads
        #expect(heads.map(\.sequence) == [4])
        let other = try SQLiteLedger()
        for cents: Int64 in 1...5 { try await other.setBudget(program: "efficiency-works", cents: cents, by: "thief") }
        #expect(
            try await LedgerAudit(other).report(noted: heads).problems
                == ["efficiency-works: link 4 had another hash when it was noted"]
        )
        let gone = LedgerAudit.Head(program: "another", sequence: 1, hash: [])
        #expect(
            try await LedgerAudit(ledger).report(noted: heads + [gone]).problems
                == ["another: was noted earlier and is gone"]
        )
    }
}
