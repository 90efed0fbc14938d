import Rulebook
import Testing

@Suite("The difference of two rulebooks")
struct RulebookDifferenceTests {
    private static let text = DemoRulebook.rule(
        "line.share > 5",
        top: """
            limits:
              - id: DE-CAP
                scope: home
                maximum: "500"
                cite: "page 2"
            """
    )

    @Test(
        arguments: [
            ("maximum: \"500\"", "maximum: \"600\"", ["DE-CAP maximum: 500 → 600"]),
            ("require: line.share > 5", "require: line.share > 6", ["DE-1 require: line.share > 5 → line.share > 6"]),
            (
                "formula: \"100\"", "formula: \"100\"\n      cite: page 9",
                ["measure thing amount cite: (nothing) → page 9"]
            ),
            ("        note: none\n", "", ["DE-1 note: none → (nothing)"]),
            (
                "seer: { type: number, meaning: seer }", "seer: { type: number, meaning: s }",
                ["unit.seer meaning: seer → s"]
            ),
            ("id: DE-CAP", "id: DE-MAX", ["DE-MAX is new: maximum 500", "DE-CAP is gone: maximum 500"]),
            ("# nothing", "# something", []),
            ("edition: \"1\"", "edition: \"2\"", ["edition: 1 → 2"]),
        ] as [(String, String, [String])]
    )
    func isALineForEachChange(old: String, new: String, expected: [String]) throws {
        let text = Self.text + "\n# nothing\n"
        #expect(text.contains(old))
        let before = try DemoRulebook.load(text)
        let after = try DemoRulebook.load(text.replacing(old, with: new))
        #expect(RulebookDifference.lines(from: before, to: after) == expected)
    }

    @Test func namesTiersByTheirMeasure() throws {
        let before = try DemoRulebook.load(DemoRulebook.tiers(["line.share > 9", "line.share > 5"]))
        let after = try DemoRulebook.load(DemoRulebook.tiers(["line.share > 9", "line.share > 4", "line.share > 2"]))
        #expect(
            RulebookDifference.lines(from: before, to: after) == [
                "measure thing tiers, best first: T0, T1 → T0, T1, T2",
                "measure thing, tier T1 when: line.share > 5 → line.share > 4",
                "measure thing, tier T2 is new: when line.share > 2",
            ]
        )
    }
}
