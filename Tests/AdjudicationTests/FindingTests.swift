import Adjudication
import JSON
import Messages
import Rulebook
import Testing

@Suite("Findings")
struct FindingTests {
    /// Decides one line against a rulebook of one measure, with no ledger.
    private func decide(_ measure: String, facts: String, line: String, top: String = "") throws -> Decision {
        let text = """
            program: demo
            edition: "1"
            title: Demo
            document: "A document"
            prefix: DE
            facts:
            \(facts)
            measures:
              - measure: thing
                title: Thing
                cite: "page 1"
            \(measure)
            \(top)
            """
        let rulebook = try Rulebook.load(Array(text.utf8), file: "demo.yaml").rulebook
        let application = """
            {"application":"A-1","revision":1,"program":"demo","submitted_on":"2026-03-02","customer":{"id":"C"},
             "site":{"id":"S"},"measures":\(line)}
            """
        let data = try JSONDocument(parsing: Array(application.utf8)).root
        guard case .admitted(let admitted) = ApplicationReader.admit(data, shelf: RulebookShelf([rulebook])) else {
            throw Rejected()
        }
        return Eligibility.assess(admitted).calculate()
            .settle(budget: nil, decidedAt: "2026-03-02T09:15:04Z") { _ in .zero }.decision
    }

    private struct Rejected: Error {}

    private static let facts = """
          line:
            kind: { type: a | b | c, meaning: kind }
            x: { type: number, meaning: x }
            y: { type: number, meaning: y }
          unit:
            z: { type: number, meaning: z }
        """

    private static func rule(_ require: String, condition: String? = nil) -> String {
        """
            rules:
              - id: DE-1
                fails_to: deny
                \(condition.map { "if: \($0)" } ?? "note: none")
                require: \(require)
                met: It holds.
                not_met: It does not hold.
            amount: { formula: "100" }
        """
    }

    private func finding(_ rule: String, _ line: String) throws -> (String, [String]) {
        let decision = try self.decide(rule, facts: Self.facts, line: #"[{"id":"m1","measure":"thing"\#(line)}]"#)
        let finding = decision.lines[0].findings.first { $0.rule == "DE-1" }
        return (finding?.result.rawValue ?? "left out", decision.missing)
    }

    @Test(
        arguments: [
            ("line.x >= 5", nil, #","x":5"#, "met", []),
            ("line.x >= 5", nil, #","x":4.999"#, "not_met", []),
            ("line.x >= 5", nil, "", "unknown", ["measures[0].x"]),
            ("line.x >= 5", nil, #","x":null"#, "unknown", ["measures[0].x"]),
            // Of and/or only the operands that are themselves unknown are missing.
            ("line.x >= 5 and line.y >= 5", nil, #","x":5"#, "unknown", ["measures[0].y"]),
            ("line.x >= 5 and line.y >= 5", nil, #","x":4"#, "not_met", []),
            ("line.x >= 5 or line.y >= 5", nil, #","x":5"#, "met", []),
            // A ratio with an unknown part is unknown.
            ("line.x / line.y < 0.9", nil, #","x":1"#, "unknown", ["measures[0].y"]),
            // An unknown condition: not the condition, or the test.
            ("line.x >= 5", "line.kind = \"a\"", #","kind":"b""#, "left out", []),
            ("line.x >= 5", "line.kind = \"a\"", #","x":5"#, "met", []),
            ("line.x >= 5", "line.kind = \"a\"", #","x":4"#, "unknown", ["measures[0].kind"]),
            ("line.x >= 5", "line.kind = \"a\"", "", "unknown", ["measures[0].kind", "measures[0].x"]),
            // Different tests for different values: while the value is unknown, what all branches agree on.
            ("if line.kind = \"a\" then line.x >= 5 else line.x >= 3", nil, #","x":5"#, "met", []),
            ("if line.kind = \"a\" then line.x >= 5 else line.x >= 3", nil, #","x":2"#, "not_met", []),
            (
                "if line.kind = \"a\" then line.x >= 5 else line.x >= 3", nil, #","x":4"#, "unknown",
                ["measures[0].kind"]
            ),
            // Every unit, of a line without units and of one with some.
            ("every unit in units satisfies unit.z > 1", nil, "", "unknown", ["measures[0].units"]),
            (
                "every unit in units satisfies unit.z > 1", nil, #","units":[{"z":2},{}]"#, "unknown",
                ["measures[0].units[1].z"]
            ),
            ("every unit in units satisfies unit.z > 1", nil, #","units":[{"z":1},{}]"#, "not_met", []),
            ("sum(units.z) > 1", nil, #","units":[{"z":2},{}]"#, "unknown", ["measures[0].units[1].z"]),
        ] as [(String, String?, String, String, [String])]
    )
    func followThreeValuedLogic(
        require: String,
        condition: String?,
        line: String,
        result: String,
        missing: [String]
    ) throws {
        let (found, asked) = try self.finding(Self.rule(require, condition: condition), line)
        #expect(found == result)
        #expect(asked.sorted() == missing)
    }

    @Test func aDivisionByZeroIsUnknownAndAsksForNothing() throws {
        let (result, missing) = try self.finding(Self.rule("line.x / line.y < 0.9"), #","x":1,"y":0"#)
        #expect(result == "unknown")
        #expect(missing == [])
    }

    @Test func aMessageTellsTheValuesInIt() throws {
        let rule = """
                rules:
                  - id: DE-1
                    fails_to: deny
                    require: line.x >= 5
                    met: It is {line.x}.
                    not_met: "It is {line.x}, {5 - line.x} too little; {{braces}} stay."
                amount: { formula: "100" }
            """
        let decision = try self.decide(rule, facts: Self.facts, line: #"[{"id":"m1","measure":"thing","x":3.5}]"#)
        #expect(decision.lines[0].findings[0].message == "It is 3.5, 1.5 too little; {braces}} stay.")
    }

    @Test func linesThatLeanTakeOverTheBestStatusOfThoseTheyLeanOn() throws {
        let rule = """
                rules:
                  - id: DE-1
                    fails_to: deny
                    if: line.kind = "b"
                    leans_on:
                      lines: other.kind = "a"
                    met: Another line carries this one.
                    not_met: No other line carries this one.
                  - id: DE-2
                    fails_to: deny
                    if: line.kind = "a"
                    require: line.x >= 5
                    met: It holds.
                    not_met: It does not hold.
                amount: { formula: "100" }
            """
        func results(_ lines: [String]) throws -> ([String], [String]) {
            let json = lines.enumerated().map { #"{"id":"m\#($0)","measure":"thing",\#($1)}"# }.joined(separator: ",")
            let decision = try self.decide(rule, facts: Self.facts, line: "[\(json)]")
            return (decision.lines.map(\.status.rawValue), decision.missing)
        }
        #expect(try results([#""kind":"b""#]) == (["denied"], []))
        #expect(try results([#""kind":"b""#, #""kind":"a","x":5"#]) == (["approved", "approved"], []))
        #expect(try results([#""kind":"b""#, #""kind":"a","x":4"#]) == (["denied", "denied"], []))
        #expect(try results([#""kind":"b""#, #""kind":"a""#]) == (["incomplete", "incomplete"], ["measures[1].x"]))
        #expect(
            try results([#""kind":"b""#, #""kind":"a","x":4"#, #""kind":"a","x":9"#]).0 == [
                "approved", "denied", "approved",
            ]
        )
    }

    @Test func anAmountIsRoundedHalfUpToTheCentOnceAtTheEnd() throws {
        let amount = """
                amount: { formula: sum(units.z) }
            """
        func calculated(_ units: String) throws -> Cents? {
            try self.decide(amount, facts: Self.facts, line: #"[{"id":"m1","measure":"thing","units":\#(units)}]"#)
                .lines[0].calculated
        }
        #expect(try calculated(#"[{"z":0.004},{"z":0.004}]"#) == Cents(1))
        #expect(try calculated(#"[{"z":1.005}]"#) == Cents(101))
        #expect(try calculated(#"[{"z":1.0049999}]"#) == Cents(100))
        #expect(try calculated(#"[{"z":-3}]"#) == .zero)
        #expect(try calculated(#"[{}]"#) == nil)
    }
}
