internal import Messages

/// The fields of an answer that is being typed.
struct AnswerForm: Sendable, Equatable {
    /// A field of the form.
    enum Part: Sendable, Equatable {
        case amount
        case choice
        case note
    }

    let task: TaskSummary
    let verdict: ReviewOutcome.Verdict
    var amount = TextField()
    var note = TextField(isMultiline: true)
    /// The place of the choice among the task's.
    var choice: Int?
    var active = 0
    var faults: AnswerDraft.Faults?

    init(_ task: TaskSummary, _ verdict: ReviewOutcome.Verdict) {
        self.task = task
        self.verdict = verdict
        self.choice = task.suggested.flatMap { task.choices.firstIndex(of: $0) }
    }

    /// The fields that the answer has.
    var parts: [Part] {
        let isApproval = self.verdict == .approve
        return (isApproval && self.task.setsAmount ? [.amount] : [])
            + (isApproval && !self.task.choices.isEmpty ? [.choice] : []) + [.note]
    }

    var part: Part { self.parts[self.active] }

    var draft: AnswerDraft {
        AnswerDraft(
            verdict: self.verdict,
            note: self.note.text,
            amount: self.amount.text,
            choice: self.choice.map { self.task.choices[$0] } ?? ""
        )
    }

    /// Takes a key; `false` if no field has a use for it.
    mutating func press(_ key: Key) -> Bool {
        switch (key, self.part) {
        case (.tab, _): self.active = (self.active + 1) % self.parts.count
        case (.backTab, _): self.active = (self.active + self.parts.count - 1) % self.parts.count
        case (.enter, .amount), (.enter, .choice): self.active = min(self.active + 1, self.parts.count - 1)
        case (_, .amount): return self.amount.press(key)
        case (.up, .choice), (.left, .choice): self.choose(-1)
        case (.down, .choice), (.right, .choice): self.choose(1)
        case (.character(let character), .choice):
            guard let number = character.wholeNumberValue, self.task.choices.indices.contains(number - 1) else {
                return false
            }
            self.choice = number - 1
        case (_, .choice): return false
        case (_, .note): return self.note.press(key)
        }
        return true
    }

    private mutating func choose(_ step: Int) {
        let count = self.task.choices.count
        self.choice = self.choice.map { ($0 + step + count) % count } ?? (step > 0 ? 0 : count - 1)
    }

    func lines(width: Int) -> [TextLine] {
        var page = TextPage(width: width)
        page.paragraph(self.task.question, .bold)
        page.blank()
        page.entry("answer", self.verdict.spoken, .bold)
        page.entry("task", self.task.task)
        for (index, part) in self.parts.enumerated() {
            let isActive = index == self.active
            page.blank()
            switch part {
            case .amount:
                page.paragraph("Amount in dollars", isActive ? .bold : .dim)
                page.add(self.amount.lines(width: width, isActive: isActive))
            case .choice:
                page.paragraph("Choice", isActive ? .bold : .dim)
                for (number, choice) in self.task.choices.enumerated() {
                    let mark = number == self.choice ? "(•)" : "( )"
                    let hint = choice == self.task.suggested ? " – suggested" : ""
                    let style: TextStyle = isActive && number == self.choice ? .selected : .plain
                    page.add([TextLine("\(mark) \(number + 1) \(choice)\(hint)", style)])
                }
            case .note:
                page.paragraph("Note to the applicant", isActive ? .bold : .dim)
                page.add(self.note.lines(width: width, isActive: isActive))
            }
        }
        if let faults {
            page.blank()
            for fault in faults.faults { page.paragraph(fault.text, .bad) }
        }
        return page.lines
    }
}
