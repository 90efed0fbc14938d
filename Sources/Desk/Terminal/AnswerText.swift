public import Messages

/// An answer as text, to be looked at before it is sent.
public enum AnswerText {
    /// What will be sent, to whom it goes, and what a careful reviewer would add.
    public static func confirmation(
        _ outcome: ReviewOutcome,
        of task: TaskSummary,
        advice: String?,
        width: Int
    ) -> [TextLine] {
        var page = TextPage(width: width)
        page.paragraph(task.question, .bold)
        page.blank()
        page.entry("answer", outcome.verdict.spoken, .bold)
        page.entry("task", outcome.task)
        page.entry("reviewer", outcome.reviewer)
        page.entry("amount", outcome.amount?.dollars)
        let isApproval = outcome.verdict == .approve
        page.entry("choice", outcome.choice ?? (isApproval ? task.suggested.map { "\($0) (suggested)" } : nil))
        if let note = outcome.note {
            page.paragraph("note", .dim)
            page.paragraph(note, indent: 2)
        }
        if let advice {
            page.blank()
            page.paragraph(advice, .warning)
        }
        page.blank()
        page.paragraph(
            "It is published to \(Names.reviews) with the key \(Names.completed(task.key.program)). It can’t be taken back.",
            .dim
        )
        return page.lines
    }
}
