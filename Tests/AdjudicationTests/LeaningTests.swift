import Adjudication
import JSON
import Messages
import Rulebook
import Testing

@Suite("Rules that lean on other lines")
struct LeaningTests {
    private static let groundSource = #"""
        "units":[{"kind":"gshp","energy_star":true,"loop":"closed","loop_compliant":true,"cooling_capacity_btuh":48000,
        "ahri_full_load_btuh":50000,"heating_capacity_btuh":CAPACITY}]
        """#

    /// The finding of `rule` on the line `line` of an application of nys-clean-heat.
    private func finding(_ rule: String, on line: String, in measures: String) throws -> Finding {
        let text = """
            {"application":"A-1","revision":1,"program":"nys-clean-heat","submitted_on":"2026-03-02",
             "customer":{"id":"C","electric_utility":"national-grid"},"installer":{"participating":true},
             "site":{"id":"S","kind":"single_family","design_heating_load_btuh":50000},
             "project":{"kind":"retrofit","existing_fuel":"oil"},"measures":[\(measures)]}
            """
        let shelf = RulebookShelf(try BundledRulebooks.load())
        let data = try JSONDocument(parsing: Array(text.utf8)).root
        guard case .admitted(let application) = ApplicationReader.admit(data, shelf: shelf) else { throw Rejected() }
        let decision = Eligibility.assess(application).calculate()
            .settle(budget: nil, decidedAt: "2026-03-02T09:15:04Z") { _ in .zero }.decision
        let findings = decision.lines.first { $0.id == line }?.findings ?? []
        return try #require(findings.first { $0.rule == rule })
    }

    private struct Rejected: Error {}

    private static func line(capacity: String) -> String {
        #"{"id":"heat","measure":"3","# + Self.groundSource.replacing("CAPACITY", with: capacity) + "}"
    }

    @Test(arguments: [
        ("50000", FindingResult.met, "The application has an eligible ground-source heat pump."),
        ("65000", .review, "The desuperheater belongs to line heat, which is in review."),
        ("null", .unknown, "The desuperheater belongs to line heat, which is not complete yet."),
    ])
    func takeOverTheWaitOfTheLineAndNameIt(capacity: String, result: FindingResult, message: String) throws {
        let measures = Self.line(capacity: capacity) + #",{"id":"dsh","measure":"7","units":[{}]}"#
        let finding = try self.finding("NYS-7-1", on: "dsh", in: measures)
        #expect(finding.result == result)
        #expect(finding.message == message)
    }

    @Test func areNotMetWithoutSuchALine() throws {
        let finding = try self.finding("NYS-7-1", on: "dsh", in: #"{"id":"dsh","measure":"7","units":[{}]}"#)
        #expect(finding.result == .notMet)
    }

    /// Whether a line is a ventilator that needs a heat pump turns on its technology; until that is stated, the review
    /// of another line is not its own.
    @Test func areUnknownWhileItIsNotKnownThatTheyApply() throws {
        let measures = Self.line(capacity: "65000") + #",{"id":"custom","measure":"4","annual_savings_mmbtu":10}"#
        let finding = try self.finding("NYS-4-14", on: "custom", in: measures)
        #expect(finding.result == .unknown)
        #expect(finding.facts.contains { $0.path == "measures[1].technology" })
    }
}
