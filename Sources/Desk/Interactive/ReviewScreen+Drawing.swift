internal import Messages

extension ReviewScreen {
    /// The screen, in exactly `height` lines of at most `width` characters.
    public mutating func lines(width: Int, height: Int) -> [TextLine] {
        self.height = height
        let (title, body, keys) = self.content(width: width)
        let room = max(1, height - 4)
        self.scroll = max(0, min(self.scroll, body.count - room))
        if case .list = self.mode { self.follow(room) }
        let visible = Array(body.dropFirst(self.scroll).prefix(room))
        let filler = [TextLine](repeating: TextLine(), count: max(0, room - visible.count))
        let more = self.scroll + room < body.count ? "  ↓ more" : ""
        let foot = self.notice.map { TextLine($0, .bad) } ?? TextLine(keys + more, .dim)
        let all = [TextLine(title, .bold), TextLine()] + visible + filler + [TextLine(), foot]
        return all.prefix(height).map { $0.fitted(width) }
    }

    /// Scrolls the list so that the selected task is in sight; the headings take a line.
    private mutating func follow(_ room: Int) {
        let line = self.selected + 1
        if self.scroll > max(0, line - 1) { self.scroll = max(0, line - 1) }
        if line >= self.scroll + room { self.scroll = line - room + 1 }
    }

    private func content(width: Int) -> (title: String, body: [TextLine], keys: String) {
        switch self.mode {
        case .list:
            let keys = "↑↓ or number, Return opens, / searches, r reads again, ? help, q ends"
            return (self.heading, self.list(width), keys)
        case .search:
            let field = self.search.lines(width: width, isActive: true)
            let hint = TextLine("Words that all stand in the task’s id, kind or question.", .dim)
            return ("Search", field + [TextLine(), hint], "Return searches, Esc goes back")
        case .page(let page):
            let keys = page.isOpen ? "a approve, d deny, i request information, " : ""
            return (
                "Task \(page.summary.task)", TaskText.lines(page, width: width, today: self.today),
                "\(keys)↑↓ scroll, b back, q ends"
            )
        case .answer(_, let form):
            let keys = form.parts.count > 1 ? "Tab next field, " : ""
            return (
                "Your answer", form.lines(width: width),
                "\(keys)Ctrl-S goes on, Ctrl-E opens $EDITOR for the note, Esc goes back"
            )
        case .confirm(let page, let form, let outcome):
            let body = AnswerText.confirmation(outcome, of: page.summary, advice: form.draft.advice, width: width)
            return ("Send this answer?", body, "y sends it, n goes back to it")
        case .sending: return ("Sending", [TextLine("Sent to the broker; waiting for a worker…")], "")
        case .result(let result):
            var page = TextPage(width: width)
            page.paragraph(result.words, result.isRecorded ? .good : .warning)
            return ("Result", page.lines, "any key goes back to the list")
        case .help: return ("Keys", Self.help, "any key goes back")
        }
    }

    private var heading: String {
        var parts = ["Open tasks"]
        if let program = self.filter.program { parts.append(program) }
        if let kind = self.filter.kind { parts.append(kind) }
        if !self.filter.search.isEmpty { parts.append("“\(self.filter.search)”") }
        return parts.joined(separator: " · ") + " – you are \(self.reviewer)"
    }

    private func list(_ width: Int) -> [TextLine] {
        guard self.isRead else { return [TextLine("Reading the tasks…", .dim)] }
        guard !self.tasks.tasks.isEmpty else {
            let isAll = self.filter.search.isEmpty && self.filter.program == nil && self.filter.kind == nil
            return [TextLine(isAll ? "Nothing waits for a reviewer." : "No open task is like that.")]
        }
        var lines = TaskListText.lines(
            self.tasks.tasks,
            start: self.tasks.offset + 1,
            width: width,
            today: self.today,
            selected: self.selected
        )
        if self.tasks.hasMore { lines.append(TextLine("More tasks follow: n shows them.", .dim)) }
        if self.tasks.offset > 0 { lines.append(TextLine("Other tasks come before: p shows them.", .dim)) }
        return lines
    }

    private static let help: [TextLine] = [
        "List      ↑ ↓ or j k select, a number selects the task of that number",
        "          Return opens it, / searches, Esc ends the search, r reads again",
        "          n and p show the next and the previous tasks", "",
        "Task      ↑ ↓ PgUp PgDn Space scroll", "          a approve, d deny, i request information, b back", "",
        "Answer    Tab goes to the next field, Ctrl-U empties it",
        "          Ctrl-E opens $VISUAL or $EDITOR for the note",
        "          Ctrl-S goes on to the confirmation, Esc goes back", "",
        "q or Ctrl-C ends. Nothing is sent before you confirm it.",
    ]
    .map { TextLine($0) }
}
