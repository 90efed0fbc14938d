import Adjudication
import Messages
import Rulebook
import Testing

@Suite("A letter")
struct DecisionLetterTests {
    private func decision(
        _ status: ApplicationStatus,
        line: LineStatus,
        findings: [Finding] = [],
        missing: [String] = [],
        tasks: [TaskReference] = [],
        awarded: Int64 = 0
    ) -> Decision {
        let use = LimitUse(
            limit: "EW-MV-CAP",
            scope: "home",
            key: "S",
            maximum: Cents(40_000),
            usedBefore: .zero,
            reducedBy: Cents(100_050)
        )
        let decided = LineDecision(
            id: "m1",
            measure: "mechanical-ventilation",
            tier: nil,
            status: line,
            calculated: Cents(140_050),
            awarded: Cents(awarded),
            contractorReward: .zero,
            limits: [use],
            findings: findings
        )
        return Decision(
            key: ApplicationKey(program: "efficiency-works", application: "A_1"),
            revision: 3,
            edition: "1",
            digest: "sha256:0",
            status: status,
            lines: [decided],
            findings: [],
            missing: missing,
            tasks: tasks,
            decidedAt: "2026-03-02T09:15:04Z"
        )
    }

    private func finding(_ result: FindingResult) -> Finding {
        Finding(rule: "EW-MV-1", result: result, message: "Is it *so*?", cite: "page <1>", facts: [])
    }

    private func rulebook() throws -> Rulebook {
        try #require(try BundledRulebooks.load().first { $0.program == "efficiency-works" })
    }

    @Test func tellsOutcomeAmountsLimitsAndCitations() throws {
        let decision = self.decision(.approved, line: .approved, findings: [self.finding(.met)], awarded: 40_000)
        let letter = DecisionLetter.render(decision, rulebook: try self.rulebook())
        #expect(letter.hasPrefix("# Application A\\_1: approved\n"))
        #expect(letter.contains("The incentive is **$400.00**."))
        #expect(letter.contains("(efficiency-works), edition 1. Revision 3, decided at 2026-03-02T09:15:04Z."))
        #expect(
            letter.contains(
                "| m1 | Whole-house mechanical ventilation (mechanical-ventilation) | approved | – | $1,400.50 | $400.00 |"
            )
        )
        #expect(
            letter.contains("The limit EW-MV-CAP of $400.00 (for the home) takes off $1,000.50; $0.00 was used before.")
        )
        #expect(letter.contains("- EW-MV-1: Is it \\*so\\*?  \n  *Source: page \\<1\\>*\n"))
    }

    @Test func tellsWhatIsMissingAndHowToGoOn() throws {
        let missing = [
            "measures[0].meets_ashrae_62_2_2010", "site.heating", "measures[0].units[1].seer", "measures[0].units",
        ]
        let decision = self.decision(
            .incomplete,
            line: .incomplete,
            findings: [self.finding(.notMet)],
            missing: missing
        )
        let letter = DecisionLetter.render(decision, rulebook: try self.rulebook())
        #expect(letter.contains("- `site.heating` is missing: how the home is heated\n"))
        #expect(letter.contains("- `measures[0].units[1].seer` is missing: seasonal energy efficiency ratio\n"))
        #expect(letter.contains("- `measures[0].units` is missing: the units of this line\n"))
        #expect(letter.contains("- Line m1: Is it \\*so\\*?\n"))
        #expect(letter.contains("as revision 4."))
    }

    @Test func tellsWhatAPersonDecides() throws {
        let task = TaskReference(
            task: "efficiency-works/A_1/3/EW-MV-1/m1",
            kind: "check",
            rule: "EW-MV-1",
            measure: "m1"
        )
        let decision = self.decision(
            .inReview,
            line: .inReview,
            findings: [self.finding(.review)],
            tasks: [task],
            awarded: 5
        )
        let letter = DecisionLetter.render(decision, rulebook: nil)
        #expect(
            letter.contains(
                "- **check** (EW-MV-1, line m1): Is it \\*so\\*?  \n  Task `efficiency-works/A_1/3/EW-MV-1/m1`.\n"
            )
        )
        #expect(letter.contains("**$0.05** is reserved"))
        #expect(letter.contains("| m1 | mechanical-ventilation | in review |"))
    }

    @Test(arguments: ApplicationStatus.allCases)
    func hasWordsForEveryOutcome(status: ApplicationStatus) {
        let letter = DecisionLetter.render(self.decision(status, line: .denied), rulebook: nil)
        #expect(letter.contains("# Application A\\_1: \(status.rawValue.replacing("_", with: " "))\n"))
    }

    @Test func tellsWhyAnApplicationWasNotTaken() {
        let problems = [
            Problem(path: "measures[0].cost", problem: "must be *money*"), Problem(path: "", problem: "no"),
        ]
        let letter = RejectionLetter.render(Rejection(application: "A_1", errors: problems))
        #expect(letter.hasPrefix("# Application A\\_1: not taken\n"))
        #expect(letter.hasSuffix("- `measures[0].cost`: must be \\*money\\*\n- no\n"))
    }
}
