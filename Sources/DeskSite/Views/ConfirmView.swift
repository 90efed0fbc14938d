internal import Desk
internal import Messages

/// What is about to be sent.
struct ConfirmView {
    let page: TaskPage
    let draft: AnswerDraft
    let outcome: ReviewOutcome
    let formID: String
    let visitor: Visitor

    @Children var main: [Node] {
        el("h1") { "Send this answer?" }
        el("p", .style("lead")) { self.page.summary.question }
        el("div", .style("card")) {
            el("dl", .style("summary")) {
                TaskView.pair("Outcome") { el("strong") { self.outcome.verdict.spoken } }
                TaskView.pair("Application") { Node.text(self.page.summary.key.application) }
                if let line = self.page.summary.line { TaskView.pair("Line") { Node.text(line) } }
                if let amount = self.outcome.amount { TaskView.pair("Amount") { el("strong") { amount.dollars } } }
                if let choice { TaskView.pair("Choice") { el("strong") { choice } } }
                TaskView.pair("Reviewer") { Node.text(self.outcome.reviewer) }
            }
            if let note = self.outcome.note {
                el("h2", .style("small")) { "Note to the applicant" }
                el("p", .style("note")) { Node.lines(note) }
            }
            if let advice = self.draft.advice { el("p", .style("advice")) { advice } }
            el("form", .attribute("method", "post"), .action(.answer), .style("actions")) {
                FormParts.token(self.visitor)
                FormParts.hidden("form", self.formID)
                FormParts.hidden("task", self.outcome.task)
                FormParts.hidden("outcome", self.outcome.verdict.rawValue)
                FormParts.hidden("note", self.outcome.note ?? "")
                FormParts.hidden("amount", self.outcome.amount?.description ?? "")
                FormParts.hidden("choice", self.outcome.choice ?? "")
                el("button", .type("submit")) { "Send the answer" }
                el("a", .href(.task(self.outcome.task))) { "Back to the task" }
            }
        }
        el("p", .style("hint")) {
            "It is published as \(Names.completed(self.page.summary.key.program)) and can’t be taken back."
        }
    }

    private var choice: String? {
        guard self.outcome.verdict == .approve else { return nil }
        return self.outcome.choice ?? self.page.summary.suggested.map { "\($0) (suggested)" }
    }
}

/// What became of an answer.
struct ResultView {
    let answer: Session.SentAnswer
    let today: String

    var title: String {
        switch self.answer.result {
        case .recorded: "Your answer is recorded"
        case .refused: "Your answer was not taken"
        case .waiting, nil: "Your answer is on its way"
        case .unsent: "Your answer was not sent"
        }
    }

    @Children var main: [Node] {
        let task = self.answer.task
        let isRecorded = self.answer.result?.isRecorded ?? false
        el("h1") { self.title }
        el("p", .attribute("class", isRecorded ? "outcome good" : "outcome pending"), .attribute("role", "status")) {
            self.answer.result?.words ?? "A worker has not recorded it yet. Open this page again in a moment."
        }
        el("p", .style("lead")) { task.question }
        el("p", .style("actions")) {
            el("a", .style("button"), .href(.tasksHome)) { "To the open tasks" }
            el("a", .href(.application(task.key))) { "Application \(task.key.application)" }
            if !isRecorded { el("a", .href(.task(task.task))) { "Back to the task" } }
        }
    }
}
