import Ledger
import Messages
import Testing

@Suite("A chain of links shows every change")
struct JournalTests {
    /// A journal of four links, as books make it.
    private static func journal() -> (links: [JournalLink], program: ProgramRecord) {
        var books = Books(
            now: 42,
            programs: [ProgramRecord(program: "efficiency-works")],
            absent: [Sample.key("A-1"), Sample.key("A-2")],
            balances: [Sample.cap: 0]
        )
        books.setBudget(of: "efficiency-works", cents: 900, by: "tester")
        books.record(Sample.application(holdings: [Sample.holding(500, .reserved)]))
        books.record(Sample.application(Sample.key("A-2"), holdings: [Sample.holding(70)]))
        books.record(Sample.application(number: 2, holdings: [Sample.holding(400)]))
        let changes = books.changes
        var links = changes.decisions.map { decision in
            JournalLink.decision(decision, entries: changes.entries.filter { $0.sequence == decision.sequence })
        }
        links.insert(.budget(changes.budgets[0]), at: 0)
        return (links, changes.programs.first ?? ProgramRecord(program: ""))
    }

    private func problems(
        _ links: [JournalLink],
        _ program: ProgramRecord? = nil,
        noted: [Int64: [UInt8]] = [:]
    ) -> [String] {
        var check = JournalCheck(program: "efficiency-works", noted: noted)
        for link in links { check.look(at: link) }
        check.end(program ?? Self.journal().program)
        return check.problems
    }

    @Test("A journal as it was recorded has no problem, and its head is the program's")
    func sound() {
        let (links, program) = Self.journal()
        #expect(links.map(\.sequence) == [1, 2, 3, 4])
        #expect(program.sequence == 4 && program.head == links[3].hash && program.budget == 900)
        #expect(Set(links.map(\.hash)).count == 4 && links.allSatisfy { $0.hash.count == 32 })
        #expect(self.problems(links, noted: [2: links[1].hash, 4: links[3].hash]) == [])
    }

    @Test("Each field of a decision, an entry and a budget's change is covered", arguments: 0..<17)
    func fields(_ field: Int) throws {
        var (links, _) = Self.journal()
        let place = field < 14 ? 3 : 0
        links[place] = try Self.change(links[place], field)
        let found = self.problems(links)
        let words = ": the decision 2 on A-1, revision 1"
        let named = [
            ": the decision 2 on A-9, revision 1", ": the decision 2 on A-1, revision 9",
            ": the decision 9 on A-1, revision 1",
        ]
        let about = place == 0 ? ": a change of the budget" : (field < 3 ? named[field] : words)
        #expect(found == ["efficiency-works: link \(place + 1) is not what was recorded\(about)"])
    }

    private static func change(_ link: JournalLink, _ field: Int) throws -> JournalLink {
        switch link {
        case .decision(let was, var entries):
            let decision = DecisionRecord(
                key: field == 0 ? Sample.key("A-9") : was.key,
                revision: field == 1 ? 9 : was.revision,
                number: field == 2 ? 9 : was.number,
                status: field == 3 ? "denied" : was.status,
                edition: field == 4 ? "sha256:99" : was.edition,
                eventID: field == 5 ? "x" : was.eventID,
                contentDigest: field == 6 ? [1] : was.contentDigest,
                decision: field == 7 ? was.decision + [32] : was.decision,
                recordedAt: field == 8 ? 43 : was.recordedAt,
                sequence: was.sequence,
                hash: was.hash
            )
            let last = try #require(entries.last)
            entries.removeLast()
            entries.append(
                EntryRecord(
                    application: last.application,
                    revision: field == 9 ? 2 : last.revision,
                    key: field == 10 ? Sample.budget : last.key,
                    scope: field == 11 ? "home" : last.scope,
                    line: field == 12 ? "m2" : last.line,
                    kind: last.kind,
                    cents: field == 13 ? last.cents + 1 : last.cents,
                    recordedAt: last.recordedAt,
                    sequence: last.sequence
                )
            )
            return .decision(decision, entries: entries)
        case .budget(let was):
            return .budget(
                BudgetRecord(
                    program: was.program,
                    cents: field == 14 ? nil : was.cents,
                    by: field == 15 ? "another" : was.by,
                    recordedAt: field == 16 ? 43 : was.recordedAt,
                    sequence: was.sequence,
                    hash: was.hash
                )
            )
        }
    }

    @Test("An entry that is gone or added shows")
    func entries() {
        var (links, _) = Self.journal()
        guard case .decision(let decision, let entries) = links[3] else { return }
        for others in [[], Array(entries.dropLast()), entries + entries.suffix(1), Array(entries.reversed())] {
            links[3] = .decision(decision, entries: others)
            #expect(self.problems(links).count == 1)
        }
    }

    @Test("A link that is removed, put in, exchanged or cut off shows")
    func order() {
        let (links, program) = Self.journal()
        #expect(
            self.problems([links[0], links[2], links[3]]) == [
                "efficiency-works: link 2 is missing before link 3",
                "efficiency-works: link 3 is not what was recorded: the decision 1 on A-2, revision 1",
            ]
        )
        #expect(
            self.problems([links[0], links[3]]) == [
                "efficiency-works: links 2 to 3 are missing",
                "efficiency-works: link 4 is not what was recorded: the decision 2 on A-1, revision 1",
            ]
        )
        #expect(!self.problems([links[0], links[1], links[1], links[2], links[3]]).isEmpty)
        #expect(!self.problems([links[0], links[2], links[1], links[3]]).isEmpty)
        #expect(
            self.problems(Array(links.prefix(3)))
                == ["efficiency-works: the journal ends with link 3, and should with link 4"]
        )
        #expect(!self.problems([], program).isEmpty)
    }

    @Test("Where all is wrong, a thousand sentences say so")
    func bounded() {
        let (links, _) = Self.journal()
        let found = self.problems(Array(repeating: links[1], count: 5_000))
        #expect(found.count == 1_001 && found.last?.contains("more") == true)
    }

    @Test("A journal that was written anew from the start is sound in itself; a noted head shows it")
    func rewritten() {
        let (links, program) = Self.journal()
        var books = Books(now: 43, programs: [ProgramRecord(program: "efficiency-works")])
        for cents: Int64 in 1...4 { books.setBudget(of: "efficiency-works", cents: cents, by: "thief") }
        let anew = books.changes.budgets.map { JournalLink.budget($0) }
        let end = books.changes.programs.first
        #expect(self.problems(anew, end) == [])
        #expect(
            self.problems(anew, end, noted: [program.sequence: program.head])
                == ["efficiency-works: link 4 had another hash when it was noted"]
        )
        #expect(
            self.problems(links, noted: [9: program.head]) == [
                "efficiency-works: link 9 was noted earlier and is gone"
            ]
        )
    }
}
