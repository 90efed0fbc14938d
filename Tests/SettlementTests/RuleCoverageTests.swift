import JSON
import Messages
import Rulebook
import Testing

@Suite("Every rule is exercised")
struct RuleCoverageTests {
    /// The rules that ask whether a fact is stated at all: they are met or unknown, never not met.
    private static let stated: Set<String> = ["MCEC-A0", "NYS-4-0", "NYS-6-0"]

    /// What the cases of all programs show: rule and result.
    private static let shown: Set<String> = {
        var shown: Set<String> = []
        for acceptance in AcceptanceCaseTests.cases {
            guard var desk = try? Desk(), let items = acceptance.document.root["items"] else { continue }
            for item in items.elements {
                guard let decision = desk.settle([desk.item(item)])[0].decision else { continue }
                for finding in decision.findings + decision.lines.flatMap(\.findings) {
                    shown.insert("\(finding.rule) \(finding.result.rawValue)")
                }
            }
        }
        return shown
    }()

    private static let rules: [Rule] = {
        let rulebooks = (try? BundledRulebooks.load()) ?? []
        var seen: Set<String> = []
        return rulebooks.flatMap { $0.rules + $0.measures.flatMap(\.rules) }.filter { seen.insert($0.id).inserted }
    }()

    @Test func allProgramsAreThere() {
        #expect(Self.rules.count > 100)
    }

    /// A rule holds in one case; in another it does not, or a person decides; and where it reads facts, in a third
    /// they are missing.
    @Test(arguments: Self.rules.map(\.id))
    func holdsAndFailsAndWaits(id: String) throws {
        let rule = try #require(Self.rules.first { $0.id == id })
        #expect(Self.shown.contains("\(id) met"))
        switch rule.failsTo {
        case .review: #expect(Self.shown.contains("\(id) review"))
        case .deny, .incomplete: #expect(Self.shown.contains("\(id) not_met") || Self.stated.contains(id))
        }
        let needsFacts = !rule.reads.isEmpty && !(rule.readsDocuments && rule.failsTo == .incomplete)
        if needsFacts || rule.leaning != nil { #expect(Self.shown.contains("\(id) unknown")) }
        if rule.leaning != nil { #expect(Self.shown.contains("\(id) review")) }
    }

    /// Amounts and tiers are rules too.
    @Test func amountsAndTiersAreKnownAndUnknown() throws {
        for rulebook in try BundledRulebooks.load() {
            for measure in rulebook.measures {
                for id in [measure.amountRuleID, measure.ladder?.ruleID].compactMap({ $0 }) {
                    #expect(Self.shown.contains("\(id) met"))
                    #expect(Self.shown.contains("\(id) unknown"))
                }
                if let id = measure.ladder?.ruleID { #expect(Self.shown.contains("\(id) not_met")) }
            }
        }
    }
}
