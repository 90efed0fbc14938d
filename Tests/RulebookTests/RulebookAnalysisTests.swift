import Rulebook
import Testing

@Suite("The analysis")
struct RulebookAnalysisTests {
    private func findings(_ text: String) throws -> [RulebookDiagnostic] {
        RulebookAnalysis.findings(try DemoRulebook.load(text))
    }

    @Test(arguments: BundledRulebooks.files.map(\.name))
    func hasNoWarningForWhatIsBundled(name: String) throws {
        let file = try #require(BundledRulebooks.files.first { $0.name == name })
        let findings = RulebookAnalysis.findings(try Rulebook.load(file.bytes, file: name).rulebook)
        #expect(findings.filter { $0.severity != .note } == [])
    }

    @Test(
        arguments: [
            // Nobody, or everybody.
            ("line.share < 5 and line.share > 7", nil, .error, "no application can meet this rule"),
            ("line.share <= 5 or line.share > 5", nil, .warning, "every application meets this rule"),
            ("line.kind in (\"a\", \"b\", \"c\")", nil, .warning, "every application meets this rule"),
            ("line.heads > 3 and line.heads < 4", nil, .error, "no application can meet this rule"),
            ("line.share < 0", nil, .error, "no application can meet this rule"),
            ("line.maker = \"x\" and line.maker = \"y\"", nil, .error, "no application can meet this rule"),
            ("line.share between 3 and 2", nil, .error, "no application can meet this rule"),
            ("line.share in [1..2] and line.share in (3, 4)", nil, .error, "no application can meet this rule"),
            ("false", nil, .warning, "no application can meet this rule"),
            // A condition that is constant, or that decides the test.
            ("line.share > 5", "line.heads >= 0", .warning, "every application meets the condition"),
            ("line.share > 5", "line.heads < 0", .warning, "the rule never applies"),
            ("line.share > 5", "line.share > 6", .warning, "every application to which this rule applies meets it"),
            ("line.share < 5", "line.share > 6", .warning, "no application to which this rule applies can meet it"),
        ] as [(String, String?, RulebookDiagnostic.Severity, String)]
    )
    func findsRulesThatDecideNothing(
        require: String,
        condition: String?,
        severity: RulebookDiagnostic.Severity,
        words: String
    ) throws {
        let findings = try self.findings(DemoRulebook.rule("'\(require)'", condition: condition.map { "'\($0)'" }))
        #expect(findings.count == 1)
        let finding = try #require(findings.first)
        #expect(finding.message.contains(words))
        #expect(finding.severity == severity)
        #expect(finding.rule == "DE-1")
        #expect(finding.line > 0 && finding.excerpt.contains("^"))
    }

    @Test(
        arguments: [
            ("line.share >= 5", nil),
            ("line.heads > 3 and line.heads < 5", nil),
            ("line.share > 3 and line.share < 3.0001", nil),
            ("line.maker = \"x\" or line.maker = \"y\"", nil),
            ("line.maker != \"x\" and line.maker != \"y\"", nil),
            // A condition picks, and whatever it picks is denied.
            ("false", "line.kind = \"a\""),
            // Asks that a fact is stated.
            ("line.kind != null", nil),
            // What the grid can't stand for is not judged.
            ("line.share * line.share < 0", nil),
            ("line.share < line.heads and line.heads < line.share", nil),
            ("(if line.kind = \"a\" then line.share else 1) < 0", nil),
            ("line.maker < \"b\" and line.maker > \"a\"", nil),
            ("line.built_on < date(\"1000-01-01\")", nil),
            ("some unit in units satisfies unit.seer > 5 and unit.seer < 5", nil),
        ] as [(String, String?)]
    )
    func isSilentAboutRulesThatDecideSomethingOrThatItCannotJudge(require: String, condition: String?) throws {
        let text = DemoRulebook.rule("'\(require)'", condition: condition.map { "'\($0)'" })
        #expect(try self.findings(text) == [])
    }

    @Test func judgesARuleOfEveryUnitByOneUnit() throws {
        let findings = try self.findings(DemoRulebook.rule("unit.seer >= 15 and unit.seer < 14", on: "unit"))
        #expect(findings.map(\.message) == ["no application can meet this rule"])
        #expect(try self.findings(DemoRulebook.rule("unit.seer >= 15 and unit.listed", on: "unit")) == [])
    }

    @Test func findsTwoRulesThatExcludeEachOther() throws {
        let second = """
            rules:
              - id: DE-2
                measures: thing
                fails_to: deny
                require: line.share > 9
                cite: "page 2"
                met: It holds.
                not_met: It does not hold.
            """
        let findings = try self.findings(DemoRulebook.rule("line.share < 5", top: second))
        #expect(findings.map(\.message) == ["no application for measure thing can meet both this rule and DE-2"])
    }

    @Test func followsDerivedValues() throws {
        let derived = """
            derived:
              large: { formula: line.share > 100, meaning: large }
              ratio: { formula: line.share / line.heads, meaning: ratio }
            """
        let never = DemoRulebook.rule("derived.large and line.share < 50 or derived.ratio > 5", top: derived)
        #expect(try self.findings(never) == [])
        let both = "derived.large and line.share < 50 or derived.ratio > 5 and derived.ratio < 4"
        let findings = try self.findings(DemoRulebook.rule(both, top: derived))
        #expect(findings.map(\.message) == ["no application can meet this rule"])
    }
}
