import Rulebook
import Testing

@Suite("A rulebook's cases")
struct RulebookCaseTests {
    @Test func becomeJSONWithTheirOwnDigits() throws {
        let text = """
            - name: one
              budgets: { demo: 4800.00 }
              items:
                - application: A-1
                  revision: 1
                  submitted_on: 2026-03-02
                  measure: "2"
                  cost: 9000.50
                  listed: true
                  quote: 'say "no"'
                  nothing: null
                  zip: 01605
                  units: [{ seer: -1e5 }, {}]
              expect:
                - status: approved
            """
        let cases = try RulebookCase.load(Array(text.utf8), file: "demo.test.yaml")
        let first = try #require(cases.first)
        #expect(first.name == "one" && first.line == 1)
        #expect(first.budgets.map(\.program) == ["demo"] && first.budgets.map(\.amount) == ["4800.00"])
        let members = [
            #""application":"A-1""#, #""revision":1"#, #""submitted_on":"2026-03-02""#, #""measure":"2""#,
            #""cost":9000.50"#, #""listed":true"#, #""quote":"say \"no\"""#, #""nothing":null"#, #""zip":"01605""#,
            #""units":[{"seer":-1e5},{}]"#,
        ]
        #expect(first.items == ["{\(members.joined(separator: ","))}"])
        #expect(first.expectations == [.map(["status": .scalar("approved")])])
    }

    @Test(
        arguments: [
            ("name: one", "a list of cases"),
            ("- { name: one, items: [], expect: [] }", "needs \"items\""),
            ("- { name: one, items: [{}], expect: [] }", "1 items and 0 projections"),
            ("- { items: [{}], expect: [{}] }", "needs \"name\""),
            ("- { name: one, item: [{}], expect: [{}] }", "has no \"item\""),
        ]
    )
    func thatAreSpoiltTellWhatIsWrong(text: String, words: String) {
        do throws(RulebookFault) {
            _ = try RulebookCase.load(Array(text.utf8), file: "demo.test.yaml")
            Issue.record("the file was taken")
        } catch {
            #expect(error.description.contains(words))
        }
    }

    @Test(
        arguments: [
            (.map(["status": .scalar("approved")]), []),
            (.map(["status": .scalar("denied")]), ["status: denied expected, approved found"]),
            (.map(["missing": .list([])]), []),
            (.map(["tier": .null]), ["tier: null expected, and there is none"]),
            (
                .map(["measures": .list([.map(["awarded": .scalar("5.00")]), .map([:])])]),
                ["measures[0].awarded: 5.00 expected, 7.00 found"]
            ),
            (
                .map(["measures": .list([.map(["id": .scalar("m1")])])]),
                ["measures: [{id: m1}] expected, [{awarded: 7.00, id: m1}, {id: m2}] found"]
            ),
            (.scalar("x"), ["it: x expected, {missing: [], status: approved} found"]),
        ] as [(Projection, [String])]
    )
    func lookOnlyAtWhatTheyName(expected: Projection, differences: [String]) {
        var actual: [String: Projection] = ["status": .scalar("approved"), "missing": .list([])]
        if case .map = expected {
            actual["measures"] = .list([
                .map(["id": .scalar("m1"), "awarded": .scalar("7.00")]), .map(["id": .scalar("m2")]),
            ])
        }
        #expect(expected.differences(to: .map(actual)) == differences)
    }
}
