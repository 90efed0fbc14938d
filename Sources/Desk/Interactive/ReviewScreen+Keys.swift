internal import Messages

extension ReviewScreen {
    mutating func pressInList(_ key: Key) -> Action {
        let last = max(0, self.tasks.tasks.count - 1)
        let digits = self.typed
        self.typed = ""
        switch key {
        case .up, .character("k"): self.selected = max(0, self.selected - 1)
        case .down, .character("j"): self.selected = min(last, self.selected + 1)
        case .pageUp: self.selected = max(0, self.selected - self.pageSize)
        case .pageDown: self.selected = min(last, self.selected + self.pageSize)
        case .home: self.selected = 0
        case .end: self.selected = last
        case .enter, .right:
            guard self.tasks.tasks.indices.contains(self.selected) else { return .none }
            return .open(self.tasks.tasks[self.selected].task)
        case .character(let character) where character.isASCII && character.isNumber:
            let typed = digits + String(character)
            let number = (Int(typed) ?? 0) - self.tasks.offset - 1
            if self.tasks.tasks.indices.contains(number) { self.selected = number }
            self.typed = String(typed.suffix(6))
        case .character("/"): self.mode = .search
        case .character("r"): return .list(self.filter, offset: self.tasks.offset)
        case .character("n") where self.tasks.hasMore:
            self.selected = 0
            return .list(self.filter, offset: self.tasks.offset + self.tasks.tasks.count)
        case .character("p") where self.tasks.offset > 0:
            self.selected = 0
            return .list(self.filter, offset: max(0, self.tasks.offset - Self.listed))
        case .character("?"), .character("h"): self.mode = .help
        case .escape where !self.filter.search.isEmpty:
            self.search.set("")
            self.filter.search = ""
            return .list(self.filter, offset: 0)
        case .character("q"), .control("d"): return .quit
        default: break
        }
        return .none
    }

    mutating func pressInSearch(_ key: Key) -> Action {
        switch key {
        case .enter:
            self.filter.search = self.search.text
            self.selected = 0
            self.mode = .list
            return .list(self.filter, offset: 0)
        case .escape:
            self.search.set(self.filter.search)
            self.mode = .list
        default: _ = self.search.press(key)
        }
        return .none
    }

    mutating func press(_ key: Key, in page: TaskPage) -> Action {
        switch key {
        case .up, .character("k"): self.scroll -= 1
        case .down, .character("j"): self.scroll += 1
        case .pageUp: self.scroll -= self.pageSize
        case .pageDown, .character(" "): self.scroll += self.pageSize
        case .home: self.scroll = 0
        case .end: self.scroll = .max / 2
        case .character("a") where page.isOpen: self.answer(page, .approve)
        case .character("d") where page.isOpen: self.answer(page, .deny)
        case .character("i") where page.isOpen: self.answer(page, .requestInformation)
        case .character("r"): return .open(page.summary.task)
        case .escape, .left, .character("b"), .backspace: return self.backToList()
        case .character("q"), .control("d"): return .quit
        default: break
        }
        return .none
    }

    private mutating func answer(_ page: TaskPage, _ verdict: ReviewOutcome.Verdict) {
        self.scroll = 0
        self.mode = .answer(page, AnswerForm(page.summary, verdict))
    }

    mutating func press(_ key: Key, _ page: TaskPage, _ form: AnswerForm) -> Action {
        var form = form
        switch key {
        case .escape:
            self.mode = .page(page)
            return .none
        case .control("s"), .control("d"), .control("x"):
            switch form.draft.outcome(for: page.summary, reviewer: self.reviewer) {
            case .success(let outcome):
                form.faults = nil
                self.scroll = 0
                self.mode = .confirm(page, form, outcome)
            case .failure(let faults):
                form.faults = faults
                self.mode = .answer(page, form)
            }
            return .none
        case .control("e"): return .edit(form.note.text)
        default:
            _ = form.press(key)
            self.mode = .answer(page, form)
            return .none
        }
    }

    mutating func press(_ key: Key, _ page: TaskPage, _ form: AnswerForm, _ outcome: ReviewOutcome) -> Action {
        switch key {
        case .character("y"), .enter:
            self.mode = .sending(outcome)
            return .send(outcome, page.summary.key)
        case .character("n"), .escape, .character("e"), .backspace: self.mode = .answer(page, form)
        default: break
        }
        return .none
    }

    /// How many tasks a list shows at once, at most.
    public static let listed = 200

    /// By how much the keys for pages scroll.
    var pageSize: Int { max(1, self.height - 5) }
}
