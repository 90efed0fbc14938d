internal import Desk
internal import Messages

/// The list of open tasks, with what narrows it.
struct TaskListView {
    let list: TaskList
    let filter: TaskFilter
    let today: String
    let programs: [(id: String, title: String)]
    let kinds: [String]
    let size: Int

    @Children var main: [Node] {
        el("h1") { "Open tasks" }
        self.search
        if self.list.tasks.isEmpty {
            el("p", .style("empty")) {
                self.isNarrowed ? "No open task is like that." : "Nothing waits for a reviewer."
            }
        } else {
            self.table
            self.pages
        }
    }

    private var isNarrowed: Bool {
        self.filter.program != nil || self.filter.kind != nil || !self.filter.search.isEmpty || self.filter.isPressing
            || self.list.offset > 0
    }

    private var search: Node {
        el(
            "form",
            .attribute("method", "get"),
            .action(.tasksHome),
            .attribute("role", "search"),
            .style("filters"),
            .label("Narrow the list")
        ) {
            el("div", .style("field grow")) {
                el("label", .for("search")) { "Words" }
                el("input", .type("search"), .id("search"), .name("search"), .value(self.filter.search))
            }
            self.select("program", "Program", self.filter.program, self.programs.map { ($0.id, $0.title) })
            self.select("kind", "Kind", self.filter.kind, self.kinds.map { ($0, $0.replacing("-", with: " ")) })
            el("div", .style("field check")) {
                el(
                    "input",
                    with: [.type("checkbox"), .id("due"), .name("due"), .value("now")]
                        + (self.filter.isPressing ? [.flag("checked")] : [])
                )
                el("label", .for("due")) { "Due now" }
            }
            el("div", .style("actions")) {
                el("button", .type("submit")) { "Show" }
                if self.isNarrowed { el("a", .href(.tasksHome)) { "Show all" } }
            }
        }
    }

    private func select(_ name: String, _ label: String, _ chosen: String?, _ values: [(String, String)]) -> Node {
        el("div", .style("field")) {
            el("label", .for(name)) { label }
            el("select", .id(name), .name(name)) {
                el("option", .value("")) { "Any" }
                for (value, text) in values {
                    el("option", with: [.value(value)] + (value == chosen ? [.flag("selected")] : [])) { text }
                }
            }
        }
    }

    private var table: Node {
        let first = self.list.offset + 1
        let last = self.list.offset + self.list.tasks.count
        return el("table", .style("tasks")) {
            el("caption") { "Tasks \(first) to \(last), due first" }
            el("thead") {
                el("tr") {
                    for heading in ["Due", "Question", "Application", "Kind"] {
                        el("th", .scope("col")) { heading }
                    }
                }
            }
            el("tbody") { for task in self.list.tasks { self.row(task) } }
        }
    }

    private func row(_ task: TaskSummary) -> Node {
        el("tr") {
            el("td") { Bits.due(task.dueOn, self.today) }
            el("th", .scope("row")) { el("a", .href(.task(task.task))) { task.question } }
            el("td") {
                el("a", .href(.application(task.key))) { task.key.application }
                el("span", .style("quiet block")) { self.title(task.key.program) }
            }
            el("td") {
                task.kindWords.replacing("-", with: " ")
                el("span", .style("quiet block")) { task.rule + (task.line.map { ", line \($0)" } ?? "") }
            }
        }
    }

    private func title(_ program: String) -> String { self.programs.first { $0.id == program }?.title ?? program }

    private var pages: Node? {
        guard self.list.offset > 0 || self.list.hasMore else { return nil }
        func address(_ offset: Int) -> Address {
            .tasks(
                program: self.filter.program,
                kind: self.filter.kind,
                search: self.filter.search,
                isPressing: self.filter.isPressing,
                offset: offset
            )
        }
        return el("nav", .label("More tasks"), .style("pages")) {
            if self.list.offset > 0 {
                el("a", .href(address(max(0, self.list.offset - self.size))), .attribute("rel", "prev")) {
                    "← Earlier due"
                }
            }
            if self.list.hasMore {
                el("a", .href(address(self.list.offset + self.size)), .attribute("rel", "next")) { "Later due →" }
            }
        }
    }
}
