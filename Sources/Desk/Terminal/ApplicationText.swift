internal import Messages

/// Where an application stands, as text.
public enum ApplicationText {
    /// The lines of a page.
    ///
    /// - Parameter today: The date, `YYYY-MM-DD`.
    public static func lines(_ page: ApplicationPage, width: Int, today: String) -> [TextLine] {
        var text = TextPage(width: width)
        let style: TextStyle =
            switch page.decision?.status {
            case .approved: .good
            case .denied, .withdrawn: .bad
            default: .warning
            }
        text.paragraph([
            TextSpan("\(page.key.application):", .bold), TextSpan(page.statusWords, style),
            TextSpan(page.outcome.map { "– \($0)" } ?? ""),
        ])
        text.blank()
        text.entry("program", "\(page.program)\(page.edition.map { ", edition \($0)" } ?? "")")
        text.entry("revision", "\(page.revision), sent by \(page.portal)")
        text.entry("decided", page.decision?.decidedAt)
        text.heading("Lines")
        text.add(LineText.lines(page.lines, width: width))
        if !page.missing.isEmpty {
            text.heading("Missing")
            for fact in page.missing {
                text.paragraph([TextSpan("• \(fact.path)", .warning), TextSpan(fact.meaning)], hanging: 2)
            }
        }
        self.tasks(page, today, &text)
        text.heading("What happened")
        for event in page.timeline { self.event(event, &text) }
        return text.lines
    }

    private static func tasks(_ page: ApplicationPage, _ today: String, _ text: inout TextPage) {
        guard !page.openTasks.isEmpty else { return }
        text.heading("Open tasks")
        for task in page.openTasks {
            let due = task.due(today)
            text.paragraph(
                [
                    TextSpan("• \(task.kindWords):", .bold), TextSpan(task.question),
                    TextSpan(due.words, due.isPressing ? .bad : .dim),
                ],
                hanging: 2
            )
            text.paragraph(task.task, .dim, indent: 2)
        }
    }

    private static func event(_ event: TimelineEvent, _ text: inout TextPage) {
        text.entry(event.time?.minute ?? "", event.text, column: 18)
        for detail in event.details {
            text.paragraph(detail, .dim, indent: 20, hanging: 2)
        }
    }
}
