internal import Desk
internal import Ledger
internal import Messages
internal import Rulebook

extension Site {
    /// How many tasks a page lists.
    private static let listed = 25

    func tasks(_ query: Fields, _ visitor: Visitor) async throws(LedgerFault) -> SiteReply {
        func optional(_ name: String) -> String? { query[name].isEmpty ? nil : query[name] }
        let filter = TaskFilter(
            program: optional("program"),
            kind: optional("kind"),
            search: String(query["search"].prefix(200)),
            isPressing: query["due"] == "now",
            allowed: visitor.programs
        )
        let offset = min(max(0, Int(query["offset"]) ?? 0), 1_000_000)
        let today = self.today()
        let list = try await self.reader.tasks(filter, today: today, offset: offset, limit: Self.listed)
        let programs = self.programs(of: visitor)
        let view = TaskListView(
            list: list,
            filter: filter,
            today: today,
            programs: programs.compactMap { self.shelf.editions(of: $0).last }.map { ($0.program, $0.title) },
            kinds: self.kinds(programs),
            size: Self.listed
        )
        return .page(Page(title: "Open tasks", visitor: visitor, current: .tasks, main: view.main))
    }

    func task(_ id: String, _ visitor: Visitor) async throws(LedgerFault) -> SiteReply {
        switch try await self.found(id, visitor) {
        case .failure(let problem): return problem.reply
        case .success(let page): return self.taskReply(page, AnswerDraft(), nil, visitor)
        }
    }

    private func taskReply(
        _ page: TaskPage,
        _ draft: AnswerDraft,
        _ faults: AnswerDraft.Faults?,
        _ visitor: Visitor
    ) -> SiteReply {
        let view = TaskView(page: page, draft: draft, faults: faults, today: self.today(), visitor: visitor)
        let title = faults == nil ? page.summary.question : "Please look again: \(page.summary.question)"
        return .page(
            Page(title: title, visitor: visitor, current: .tasks, isWide: true, main: view.main),
            status: faults == nil ? 200 : 422
        )
    }

    /// A form was filled in: shows what would be sent, or what is wrong with it.
    func confirm(_ form: Fields, _ visitor: Visitor) async throws(LedgerFault) -> SiteReply {
        let page: TaskPage
        switch try await self.found(form["task"], visitor) {
        case .failure(let problem): return problem.reply
        case .success(let found): page = found
        }
        if let ended = page.ended { return .problem(409, "This task is closed", ended, visitor) }
        let draft = Self.draft(form)
        switch draft.outcome(for: page.summary, reviewer: visitor.reviewer) {
        case .failure(let faults): return self.taskReply(page, draft, faults, visitor)
        case .success(let outcome):
            let view = ConfirmView(page: page, draft: draft, outcome: outcome, formID: Secret.make(), visitor: visitor)
            return .page(Page(title: "Send this answer?", visitor: visitor, current: .tasks, main: view.main))
        }
    }

    /// A confirmed answer: sends it once, however often the form comes.
    func answer(_ form: Fields, _ visitor: Visitor) async throws(LedgerFault) -> SiteReply {
        let formID = form["form"]
        guard formID.utf8.count == 64 else {
            return .problem(400, "The form can’t be read", "Open the task again and answer it anew.", visitor)
        }
        let page: TaskPage
        switch try await self.found(form["task"], visitor) {
        case .failure(let problem): return problem.reply
        case .success(let found): page = found
        }
        let draft = Self.draft(form)
        guard case .success(let outcome) = draft.outcome(for: page.summary, reviewer: visitor.reviewer) else {
            return .problem(422, "This answer can’t be sent", "Open the task again and answer it anew.", visitor)
        }
        let isFirst = self.sessions.change(visitor.session.id) { session in
            if session.answers[formID] != nil { return false }
            session.keep(Session.SentAnswer(task: page.summary, result: nil), form: formID)
            return true
        }
        guard isFirst == true else { return .seeOther(.result(formID)) }
        let result = await self.send(outcome, page.summary.key)
        _ = self.sessions.change(visitor.session.id) {
            $0.keep(Session.SentAnswer(task: page.summary, result: result), form: formID)
        }
        return .seeOther(.result(formID))
    }

    func result(_ id: String, _ visitor: Visitor) -> SiteReply {
        guard let answer = visitor.session.answers[id] else {
            return .problem(404, "There is no such answer", "It was sent in another visit, or long ago.", visitor)
        }
        let view = ResultView(answer: answer, today: self.today())
        return .page(Page(title: view.title, visitor: visitor, current: .tasks, main: view.main))
    }

    private static func draft(_ form: Fields) -> AnswerDraft {
        AnswerDraft(
            verdict: ReviewOutcome.Verdict(rawValue: form["outcome"]),
            note: form["note"],
            amount: form["amount"],
            choice: form["choice"]
        )
    }

    /// A task's page, if there is one that the visitor may see.
    private func found(_ id: String, _ visitor: Visitor) async throws(LedgerFault) -> Result<TaskPage, PageProblem> {
        guard let page = try await self.reader.page(id), visitor.maySee(page.summary.key.program) else {
            // Which it is, is not told: a reviewer of one program learns nothing of another's.
            let text = "It does not exist, or it belongs to a program that you don’t review."
            return .failure(PageProblem(reply: .problem(404, "There is no such task", text, visitor)))
        }
        return .success(page)
    }
}

/// A page that tells why there is no other.
struct PageProblem: Error {
    let reply: SiteReply
}
