public import Messages
public import Rulebook

/// A decision as a letter in Markdown: what was decided, why, and how to go on.
public struct DecisionLetter {
    let decision: Decision
    let rulebook: Rulebook?
    var lines: [String] = []

    private init(_ decision: Decision, _ rulebook: Rulebook?) {
        self.decision = decision
        self.rulebook = rulebook
    }

    /// The letter.
    ///
    /// - Parameters:
    ///   - decision: What was decided.
    ///   - rulebook: The edition by which it was decided, for titles and the meaning of facts; `nil`: ids stand alone.
    public static func render(_ decision: Decision, rulebook: Rulebook?) -> String {
        var letter = DecisionLetter(decision, rulebook)
        letter.head()
        letter.overview()
        letter.waysOn()
        letter.tasks()
        for line in decision.lines { letter.line(line) }
        letter.findings(decision.findings, heading: "The application as a whole")
        return letter.lines.map { $0 + "\n" }.joined()
    }

    mutating func paragraph(_ text: String) {
        self.lines += [text, ""]
    }

    private mutating func head() {
        let key = self.decision.key
        self.paragraph("# Application \(key.application.markdown): \(self.decision.status.words)")
        let title = self.rulebook.map { "\($0.title.markdown) (\(key.program))" } ?? key.program.markdown
        self.paragraph(
            "\(title), edition \(self.decision.edition.markdown). Revision \(self.decision.revision), decided at "
                + "\(self.decision.decidedAt)."
        )
        self.paragraph(self.outcome)
    }

    private var outcome: String {
        let total = self.decision.total
        let parts =
            self.decision.contractorReward == .zero
            ? ""
            : ": \(self.decision.customerAmount.dollars) for the customer and "
                + "\(self.decision.contractorReward.dollars) for the contractor"
        switch self.decision.status {
        case .approved: return "The application is approved. The incentive is **\(total.dollars)**\(parts)."
        case .partiallyApproved:
            return "A part of the application is approved. The incentive is **\(total.dollars)**\(parts). \(self.again)"
        case .denied:
            return "The application is denied: none of its measures meets the program's rules. \(self.again)"
        case .incomplete:
            return "The application is incomplete. It can't be decided yet, and it holds no place in the line."
        case .inReview:
            return
                "The application is in review: a person has to decide on it. Until then **\(total.dollars)**\(parts) "
                + "is reserved for it; the amount may still change."
        case .waitlisted:
            return
                "The application meets the program's rules, but what is left of the program's budget does not cover it."
        case .withdrawn: return "The application was withdrawn. Nothing is reserved or awarded for it any more."
        }
    }

    private var again: String {
        "If something was stated wrongly, send the whole application again as revision \(self.decision.revision + 1)."
    }

    private mutating func overview() {
        self.lines += [
            "| Line | Measure | Outcome | Tier | Before limits | Awarded |", "| --- | --- | --- | --- | ---: | ---: |",
        ]
        for line in self.decision.lines {
            let cells = [
                line.id.markdown, self.title(line.measure), line.status.words, line.tier?.markdown ?? "–",
                line.calculated?.dollars ?? "–", line.awarded.dollars,
            ]
            self.lines.append("| \(cells.joined(separator: " | ")) |")
        }
        self.lines.append("")
    }

    /// What is missing or to be corrected, and what comes next.
    private mutating func waysOn() {
        guard self.decision.status == .incomplete else { return }
        self.paragraph("## How to go on")
        for path in self.decision.missing {
            let meaning = FactPath(path).meaning(self.rulebook?.facts)
            self.lines.append("- `\(path)` is missing\(meaning.map { ": \($0.markdown)" } ?? "")")
        }
        for line in self.decision.lines where line.status == .incomplete {
            for finding in line.findings where finding.result == .notMet {
                self.lines.append("- Line \(line.id.markdown): \(finding.message.markdown)")
            }
        }
        for finding in self.decision.findings where finding.result == .notMet {
            self.lines.append("- \(finding.message.markdown)")
        }
        self.lines.append("")
        self.paragraph(
            "Please send the whole application again, with what is named here, as revision \(self.decision.revision + 1)."
        )
    }

    private mutating func tasks() {
        guard !self.decision.tasks.isEmpty else { return }
        self.paragraph("## What a person decides")
        for task in self.decision.tasks {
            let findings = task.measure.flatMap { id in self.decision.lines.first { $0.id == id }?.findings }
            let message = (findings ?? self.decision.findings).first { $0.rule == task.rule }?.message.markdown
            let place = task.measure.map { ", line \($0.markdown)" } ?? ""
            self.lines.append("- **\(task.kind.markdown)** (\(task.rule.markdown)\(place)): \(message ?? "open")  ")
            self.lines.append("  Task `\(task.task)`.")
        }
        self.lines.append("")
    }

    func title(_ measure: String) -> String {
        guard let title = self.rulebook?.measure(measure)?.title else { return measure.markdown }
        return "\(title.markdown) (\(measure.markdown))"
    }
}
