internal import Desk
internal import Messages

/// Where an application stands, and how it came to this.
struct ApplicationView {
    let page: ApplicationPage
    let today: String

    @Children var main: [Node] {
        el("p", .style("crumbs")) {
            el("a", .href(.tasksHome)) { "Open tasks" }
            " / application"
        }
        el("h1") { "Application \(self.page.key.application)" }
        el("dl", .style("summary")) {
            TaskView.pair("Status") {
                self.page.decision.map { Bits.status($0.status) } ?? Node.text(self.page.statusWords)
            }
            TaskView.pair("Program") { el("a", .href(.program(self.page.key.program))) { self.page.program } }
            TaskView.pair("Revision") { Node.text("\(self.page.revision)") }
            TaskView.pair("Sent by") { Node.text(self.page.portal) }
            if let edition = self.page.edition { TaskView.pair("Edition") { Node.text(edition) } }
        }
        if let outcome = self.page.outcome { el("p", .style("lead")) { outcome } }
        el("div", .style("columns")) {
            el("div", .style("evidence")) {
                self.tasks
                FactsView.table(self.page.missing, caption: "Missing facts")
                if let decision = self.page.decision { LinesView.part(self.page.lines, decision: decision) }
                for line in self.page.lines {
                    FindingsView.part("Findings on line \(line.id)", line.decision.findings, id: "line-\(line.id)")
                }
                FindingsView.part("The application as a whole", self.page.decision?.findings ?? [], id: "whole")
                ApplicantView.part(self.page.applicant)
            }
            el("section", .style("history"), .labelledBy("history")) {
                el("h2", .id("history")) { "What happened" }
                el("ol", .style("timeline")) { for event in self.page.timeline { self.item(event) } }
            }
        }
    }

    private var tasks: Node? {
        guard !self.page.openTasks.isEmpty else { return nil }
        return el("section", .labelledBy("tasks")) {
            el("h2", .id("tasks")) { "Open tasks" }
            el("ul") {
                for task in self.page.openTasks {
                    el("li") {
                        el("a", .href(.task(task.task))) { task.question }
                        " "
                        Bits.due(task.dueOn, self.today)
                    }
                }
            }
        }
    }

    private func item(_ event: TimelineEvent) -> Node {
        el("li", .attribute("class", event.kind.rawValue)) {
            el("p", .style("when")) { Bits.time(event.time) }
            el("p") {
                if let task = event.task { el("a", .href(.task(task))) { event.text } } else { event.text }
            }
            for detail in event.details { el("p", .style("quiet note")) { Node.lines(detail) } }
        }
    }
}
