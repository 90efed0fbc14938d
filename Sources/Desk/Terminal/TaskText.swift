internal import Messages

/// A task's page as text.
public enum TaskText {
    /// The lines of a page.
    ///
    /// - Parameter today: The date, `YYYY-MM-DD`.
    public static func lines(_ page: TaskPage, width: Int, today: String) -> [TextLine] {
        var text = TextPage(width: width)
        self.head(page, today, &text)
        self.facts(page, &text)
        self.findings(page, &text)
        self.lines(page, &text)
        self.applicant(page.applicant, &text)
        if !page.siblings.isEmpty {
            text.heading("Other open tasks of this application")
            for task in page.siblings {
                let due = task.dueOn.map { ", due on \($0)" } ?? ""
                text.paragraph("• \(task.task)  \(task.kindWords)\(due)", hanging: 2)
            }
        }
        return text.lines
    }

    private static func head(_ page: TaskPage, _ today: String, _ text: inout TextPage) {
        let task = page.summary
        text.paragraph(task.question, .bold)
        text.blank()
        if let ended = page.ended {
            text.paragraph(ended, .warning)
            for detail in page.answer?.details ?? [] { text.paragraph(detail, indent: 2, hanging: 2) }
            text.blank()
        }
        text.entry("task", task.task)
        text.entry("kind", "\(task.kindWords), rule \(task.rule)")
        text.entry("program", page.program)
        text.entry("line", task.line.map { "\($0): \(page.measure ?? "")" } ?? "the application as a whole")
        let due = task.due(today)
        if page.isOpen, let dueOn = task.dueOn {
            text.entry("due", "\(dueOn), \(due.words)", due.isPressing ? .bad : .plain)
        }
        text.entry("opened", "\(task.openedAt.minute) UTC")
        text.entry("suggested", task.suggested, .good)
        if !task.choices.isEmpty { text.entry("choices", task.choices.joined(separator: ", ")) }
        let sets = task.setsAmount ? "; approve sets the amount" : ""
        if page.isOpen { text.entry("answers", "approve, deny, request_information\(sets)") }
    }

    private static func facts(_ page: TaskPage, _ text: inout TextPage) {
        if let asking = page.asking {
            text.heading("Why a person is asked")
            text.paragraph(asking.message)
            if !asking.cite.isEmpty { text.paragraph("Source: \(asking.cite)", .dim) }
        }
        guard !page.facts.isEmpty else { return }
        text.heading("The facts that it turns on")
        for fact in page.facts {
            let value = TextSpan(fact.value, fact.isMissing ? .warning : .bold)
            text.paragraph([TextSpan("• \(fact.name):"), value, TextSpan("(\(fact.place))", .dim)], hanging: 2)
            if !fact.meaning.isEmpty { text.paragraph(fact.meaning, .dim, indent: 2) }
        }
    }

    private static func findings(_ page: TaskPage, _ text: inout TextPage) {
        let parts = [("Other findings", page.findings), ("The application as a whole", page.wholeFindings)]
        for (heading, findings) in parts where !findings.isEmpty {
            text.heading(heading)
            for finding in findings {
                let style: TextStyle =
                    switch finding.result {
                    case .met: .good
                    case .notMet: .bad
                    case .unknown, .review: .warning
                    }
                let result = TextSpan("• \(finding.result.heading.lowercased()):", style)
                text.paragraph([result, TextSpan(finding.message)], hanging: 2)
                text.paragraph("\(finding.rule). \(finding.cite)", .dim, indent: 2)
            }
        }
    }

    private static func lines(_ page: TaskPage, _ text: inout TextPage) {
        guard let decision = page.decision else { return }
        text.heading("Money")
        text.entry("total", "\(decision.total.dollars), application \(decision.status.spoken)")
        text.add(LineText.lines(page.lines, width: text.width))
    }

    private static func applicant(_ applicant: ApplicantDetails, _ text: inout TextPage) {
        guard !applicant.entries.isEmpty else { return }
        text.heading("Who applies")
        for entry in applicant.entries { text.entry(entry.label.lowercased(), entry.text, column: 22) }
        for document in applicant.documents { text.entry("document", "\(document.kind): \(document.text)", column: 22) }
    }
}
