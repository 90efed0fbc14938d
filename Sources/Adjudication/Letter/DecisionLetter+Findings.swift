import Messages

extension DecisionLetter {
    /// One line's amounts and findings.
    mutating func line(_ line: LineDecision) {
        self.paragraph("## Line \(line.id.markdown): \(self.title(line.measure))")
        var sentences = ["This line is \(line.status.words)."]
        if let tier = line.tier { sentences.append("Its tier is \(tier.markdown).") }
        if let calculated = line.calculated { sentences.append("Before limits it comes to \(calculated.dollars).") }
        if line.awarded != .zero {
            let verb = line.status == .inReview ? "reserved" : "awarded"
            sentences.append("\(line.awarded.dollars) is \(verb).")
        }
        self.paragraph(sentences.joined(separator: " "))
        let cuts = line.limits.filter { $0.reducedBy != .zero }
        for use in cuts {
            let maximum = use.maximum.map { " of \($0.dollars)" } ?? ""
            self.lines.append(
                "- The limit \(use.limit.markdown)\(maximum) (\(use.scope.scopeWords)) takes off "
                    + "\(use.reducedBy.dollars); \(use.usedBefore.dollars) was used before."
            )
        }
        if !cuts.isEmpty { self.lines.append("") }
        self.findings(line.findings, heading: nil)
    }

    /// Findings by result, the grave ones first, each with the passage that it rests on.
    mutating func findings(_ findings: [Finding], heading: String?) {
        guard !findings.isEmpty else { return }
        if let heading { self.paragraph("## \(heading)") }
        let groups: [(FindingResult, String)] = [
            (.notMet, "Not met"), (.unknown, "Not known yet"), (.review, "For a person to decide"), (.met, "Met"),
        ]
        for (result, words) in groups {
            let found = findings.filter { $0.result == result }
            if found.isEmpty { continue }
            self.paragraph("**\(words)**")
            for finding in found {
                // Two blanks at the end of a line break it.
                let isCited = !finding.cite.isEmpty
                self.lines.append("- \(finding.rule.markdown): \(finding.message.markdown)\(isCited ? "  " : "")")
                if isCited { self.lines.append("  *Source: \(finding.cite.markdown)*") }
            }
            self.lines.append("")
        }
    }
}

extension String {
    /// Over what a limit adds up, in words.
    fileprivate var scopeWords: String {
        switch self {
        case "line": "for the line"
        case "customer": "for the customer"
        case "home": "for the home"
        case "dwelling_unit": "for the dwelling unit"
        case "program": "for the program"
        default: self.markdown
        }
    }
}
