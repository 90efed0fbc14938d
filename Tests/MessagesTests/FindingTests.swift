import JSON
import Messages
import Testing

@Suite("Findings")
struct FindingTests {
    private static let places: [(FactName.Place, String)] = [
        (.section("customer"), "customer.seer"), (.line, "measures[3].seer"), (.unit, "measures[3].units[12].seer"),
    ]

    private func json(_ findings: [Finding]) -> String {
        let line = LineDecision(
            id: "m1",
            measure: "heat-pump",
            tier: nil,
            status: .approved,
            calculated: nil,
            awarded: .zero,
            contractorReward: .zero,
            limits: [],
            findings: findings
        )
        let decision = Decision(
            key: ApplicationKey(program: "p", application: "A-1"),
            revision: 1,
            edition: "1",
            digest: "sha256:00",
            status: .approved,
            lines: [line],
            findings: [],
            missing: [],
            tasks: [],
            decidedAt: "2026-03-02T09:15:04Z"
        )
        return String(decoding: decision.json(), as: UTF8.self)
    }

    @Test(arguments: Self.places)
    func aPathInPartsIsThePathAsItIsWritten(_ place: FactName.Place, _ path: String) {
        let parts = FindingPath(FactName(place, "seer"), line: 3, unit: 12)
        #expect(parts.description == path)
        #expect(parts == FindingPath(path))
        #expect(parts == FindingPath(FactName(place, "seer"), line: 3, unit: 12))
        #expect(parts != FindingPath(path + "2"))
        let text = FindingText(rule: "R-1", result: .met, message: "Yes.", cite: "page 1")
        let first = self.json([Finding(text, facts: [Finding.Fact(parts, value: .number("14.5"))])])
        let second = self.json([Finding(text, facts: [Finding.Fact(path: path, value: .number("14.5"))])])
        #expect(first == second)
    }

    @Test func aTextThatIsSharedIsWrittenLikeAnyOther() throws {
        let facts = [
            Finding.Fact(path: "site.kind", value: .text("a \"home\"")), Finding.Fact(path: "x", value: .null),
        ]
        let texts = [true, false]
            .map { isShared in
                FindingText(
                    rule: "R-1",
                    result: .notMet,
                    message: "\"No\",\n\u{1}",
                    cite: "page <1>\\",
                    isShared: isShared
                )
            }
        #expect(texts[0] == texts[1])
        #expect(self.json([Finding(texts[0], facts: facts)]) == self.json([Finding(texts[1], facts: facts)]))
        #expect(self.json([Finding(texts[0], facts: [])]) == self.json([Finding(texts[1], facts: [])]))
        let document = try JSONDocument(parsing: Array(self.json([Finding(texts[0], facts: facts)]).utf8))
        let decision = try #require(Decision(document.root))
        #expect(decision.lines[0].findings == [Finding(texts[1], facts: facts)])
    }
}
