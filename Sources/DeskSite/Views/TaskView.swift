internal import Desk
internal import Messages

/// One task: evidence on one side, the answer on the other.
struct TaskView {
    let page: TaskPage
    let draft: AnswerDraft
    let faults: AnswerDraft.Faults?
    let today: String
    let visitor: Visitor

    @Children var main: [Node] {
        el("p", .style("crumbs")) {
            el("a", .href(.tasksHome)) { "Open tasks" }
            " / "
            el("a", .href(.application(self.page.summary.key))) { self.page.summary.key.application }
        }
        el("h1") { self.page.summary.question }
        self.facts
        if self.page.isOpen { el("p", .style("jump")) { el("a", .href(.answerPart)) { "Go to the answer" } } }
        el("div", .style("columns")) {
            el("div", .style("evidence")) {
                self.why
                FactsView.table(self.page.facts, caption: "The facts that it turns on")
                FindingsView.part("Other findings", self.page.findings, id: "findings")
                FindingsView.part("The application as a whole", self.page.wholeFindings, id: "whole")
                if let decision = self.page.decision {
                    LinesView.part(self.page.lines, decision: decision, marked: self.page.summary.line)
                }
                ApplicantView.part(self.page.applicant)
                self.siblings
            }
            el("aside", .style("answer"), .id("answer"), .attribute("tabindex", "-1"), .label("Your answer")) {
                if let ended = self.page.ended {
                    el("h2") { "Closed" }
                    el("p") { ended }
                    for detail in self.page.answer?.details ?? [] { el("p", .style("note")) { Node.lines(detail) } }
                } else {
                    AnswerFormView(page: self.page, draft: self.draft, faults: self.faults, visitor: self.visitor).form
                }
            }
        }
    }

    private var facts: Node {
        let task = self.page.summary
        return el("dl", .style("summary")) {
            Self.pair("Due") { self.page.isOpen ? Bits.due(task.dueOn, self.today) : Node.text(task.dueOn ?? "–") }
            Self.pair("Program") { el("a", .href(.program(task.key.program))) { self.page.program } }
            Self.pair("Line") {
                Node.text(task.line.map { "\($0): \(self.page.measure ?? "")" } ?? "the application as a whole")
            }
            Self.pair("Kind") { Node.text("\(task.kindWords.replacing("-", with: " ")), rule \(task.rule)") }
            Self.pair("Opened") { Bits.time(task.openedAt) }
            if let suggested = task.suggested { Self.pair("Suggested") { el("strong") { suggested } } }
        }
    }

    static func pair(_ label: String, _ value: () -> Node) -> Node {
        el("div") {
            el("dt") { label }
            el("dd") { value() }
        }
    }

    private var why: Node? {
        self.page.asking.map { asking in
            el("section", .labelledBy("why")) {
                el("h2", .id("why")) { "Why a person is asked" }
                el("p") { asking.message }
                if !asking.cite.isEmpty { el("p", .style("cite")) { asking.cite } }
            }
        }
    }

    private var siblings: Node? {
        guard !self.page.siblings.isEmpty else { return nil }
        return el("section", .labelledBy("siblings")) {
            el("h2", .id("siblings")) { "Other open tasks of this application" }
            el("ul") {
                for task in self.page.siblings {
                    el("li") {
                        el("a", .href(.task(task.task))) { task.question }
                        " "
                        Bits.due(task.dueOn, self.today)
                    }
                }
            }
        }
    }
}
