import Rulebook
import Testing

@Suite("The analysis of tiers")
struct TierAnalysisTests {
    @Test(
        arguments: [
            (["line.share >= 10", "line.share >= 5"], []),
            (["line.share >= 5", "line.share >= 10"], ["error: tier \"T1\" can't be reached"]),
            (["line.share >= 10 and line.share < 4", "line.share >= 5"], ["error: no application can meet"]),
            (
                ["line.share > 30", "line.share >= 5 and line.share < 30"],
                ["warning: a gap between tiers (\"T1\" below and \"T0\" above): line.share = 30 reaches none"]
            ),
            (
                ["line.share > 30 and line.kind = \"a\"", "line.share <= 30 and line.share > 5 or line.kind = \"b\""],
                []
            ),
            (
                [
                    "line.share > 30 and line.kind = \"a\"", "line.share > 5 and line.kind != \"c\"",
                    "line.kind = \"c\"",
                ],
                []
            ),
            (
                ["line.kind = \"a\" and line.share > 3", "line.heads > 2 and line.share > 3"],
                ["note: tiers \"T0\" and \"T1\" overlap"]
            ),
            // A gap that no whole number falls into is none.
            (["line.heads >= 6", "line.heads >= 2 and line.heads <= 5"], []),
        ] as [([String], [String])]
    )
    func tellsWhatNobodyReachesAndWhatReachesNothing(conditions: [String], expected: [String]) throws {
        let rulebook = try DemoRulebook.load(DemoRulebook.tiers(conditions))
        let findings = RulebookAnalysis.findings(rulebook)
        #expect(findings.count == expected.count, "\(findings)")
        for (finding, words) in zip(findings, expected) {
            #expect("\(finding.severity.rawValue): \(finding.message)".hasPrefix(words))
            #expect(finding.line > 0)
        }
    }

    @Test func tellsOfClassesThatNobodyIsIn() throws {
        let text = DemoRulebook.text(
            measure: """
                    class: 'if line.share > 5 then "large" else if line.share > 7 then "huge" else "small"'
                    amount:
                      formula: "100"
                      \(DemoRulebook.readAll)
                """
        )
        let findings = RulebookAnalysis.findings(try DemoRulebook.load(text))
        #expect(findings.map(\.message) == ["no application is of class \"huge\""])
    }

    @Test func tellsOfAValueWithoutAClass() throws {
        let text = DemoRulebook.text(
            measure: """
                    class: 'if line.share > 5 then "large" else if line.share < 5 then "small" else null'
                    amount:
                      formula: "100"
                      \(DemoRulebook.readAll)
                """
        )
        let findings = RulebookAnalysis.findings(try DemoRulebook.load(text))
        #expect(findings.map(\.message) == ["a gap between classes: line.share = 5 is of none"])
    }

    @Test func tellsOfMeasuresThatMeet() throws {
        let bundled = BundledRulebooks.files.first { $0.name == "nys-clean-heat.yaml" }
        let file = try #require(bundled)
        let rulebook = try Rulebook.load(file.bytes, file: file.name).rulebook
        let notes = RulebookAnalysis.findings(rulebook).map(\.message)
        let words = "unit.cooling_capacity_btuh of exactly 180000 meets both NYS-3-4 (measure 3) and NYS-4-8"
        #expect(notes.contains { $0.hasPrefix(words) && $0.contains("unit.loop = \"direct_exchange\"") })
    }

    @Test(
        arguments: [
            ("line.share <= 9", "line.share >= 9", "line.share of exactly 9 meets both DE-1 (measure thing) and DE-2"),
            ("line.share < 9", "line.share > 9", "line.share of exactly 9 meets neither DE-1 (measure thing) nor DE-2"),
            ("line.share < 9", "line.share >= 9", nil),
            ("line.share < 9", "line.share > 10", nil),
            ("line.share <= 9", "line.share >= 9 and line.kind = \"a\"", "line.share of exactly 9 meets both"),
            ("unit.seer <= 9", "some unit in units satisfies unit.seer >= 9", "unit.seer of exactly 9 meets both"),
        ] as [(String, String, String?)]
    )
    func tellsOfTwoMeasuresThatMeet(first: String, second: String, words: String?) throws {
        let other = """
              - measure: other
                title: Other
                cite: "page 1"
                rules:
                  - { id: DE-2, fails_to: deny, require: '\(second)', met: Yes., not_met: No. }
                amount: { formula: "100" }
            """
        let text = DemoRulebook.rule(first, on: first.hasPrefix("unit") ? "unit" : "line", top: other)
        let findings = RulebookAnalysis.findings(try DemoRulebook.load(text))
        #expect(findings.count == (words == nil ? 0 : 1), "\(findings)")
        if let words { #expect(findings.first?.message.hasPrefix(words) == true, "\(findings)") }
        #expect(findings.allSatisfy { $0.severity == .note })
    }

    @Test(
        arguments: [
            (
                "    heating: { type: gas", "    roof: { type: boolean, meaning: roof }\n    heating: { type: gas",
                "site.roof"
            ),
            (
                "prefix: DE", "prefix: DE\nderived:\n  twice: { formula: 2 * line.share, meaning: twice }",
                "derived.twice"
            ),
            (
                "prefix: DE",
                "prefix: DE\nlimits:\n  - { id: DE-CAP, scope: home, maximum: \"5\", cite: c, measures: [] }",
                "DE-CAP"
            ),
        ]
    )
    func tellsWhatNothingReads(old: String, new: String, concern: String) throws {
        let text = DemoRulebook.rule("line.share > 5")
        #expect(text.contains(old))
        let findings = RulebookAnalysis.findings(try DemoRulebook.load(text.replacing(old, with: new)))
        #expect(findings.map(\.rule) == [concern])
        #expect(findings.allSatisfy { $0.severity == .warning && $0.line > 0 })
    }
}
