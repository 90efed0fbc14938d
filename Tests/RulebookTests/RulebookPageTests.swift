import Rulebook
import Testing

@Suite("A rulebook's page")
struct RulebookPageTests {
    @Test(arguments: BundledRulebooks.files.map(\.name), [60, 100])
    func fitsItsWidthAndNamesEverything(name: String, width: Int) throws {
        let file = try #require(BundledRulebooks.files.first { $0.name == name })
        let rulebook = try Rulebook.load(file.bytes, file: name).rulebook
        let page = RulebookPage.render(rulebook, width: width)
        for line in page.split(separator: "\n") where line.count > width {
            // Only a word that is too long by itself stands out, beside its label.
            #expect(line.split(separator: " ").contains { $0.count > width - 45 }, "\(line)")
        }
        let words = Set(page.split(whereSeparator: \.isWhitespace).map { $0.filter { $0 != ":" && $0 != "," } })
        for rule in rulebook.rules + rulebook.measures.flatMap(\.rules) { #expect(words.contains(rule.id)) }
        for limit in rulebook.limits { #expect(words.contains(limit.id)) }
        for measure in rulebook.measures { #expect(words.contains(measure.id)) }
        for home in FactHome.allCases {
            for fact in rulebook.facts[home].facts where !fact.isCommon { #expect(words.contains(fact.path)) }
        }
    }

    @Test func showsRuleTierAndLimit() throws {
        let text = DemoRulebook.rule(
            "unit.seer >= 15",
            condition: "line.kind = \"a\"",
            on: "unit",
            top: """
                limits:
                  - { id: DE-CAP, scope: home, maximum: "500", cite: "page 2", note: "Reading: a home." }
                """
        )
        let page = RulebookPage.render(try DemoRulebook.load(text), width: 80)
        #expect(
            page.contains(
                "DE-1: denies, asked of every unit\n    if        line.kind = \"a\"\n    requires  unit.seer >= 15\n"
            )
        )
        #expect(page.contains("    maximum   500\n    source    page 2\n    note      Reading: a home.\n"))
        #expect(page.contains("line.share  number\n    share\n    at least 0\n"))
    }

    @Test func hasALineInTheTable() throws {
        let rulebook = try DemoRulebook.load(DemoRulebook.rule("line.share > 5"))
        let lines = RulebookTable.render([rulebook]).split(separator: "\n")
        #expect(lines.count == 2)
        #expect(lines[1].hasPrefix("demo     1        always    1         2      demo.yaml  sha256:"))
    }
}
