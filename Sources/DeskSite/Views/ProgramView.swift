internal import Desk
internal import FEEL
internal import Rulebook

/// The programs at hand.
enum ProgramListView {
    @Children static func main(_ editions: [Rulebook]) -> [Node] {
        el("h1") { "Programs" }
        el("p", .style("lead")) { "The rules by which applications are decided, as they stand in the rulebooks." }
        el("table") {
            el("caption") { "Every program and edition" }
            el("thead") {
                el("tr") {
                    for heading in ["Program", "Edition", "In force"] { el("th", .scope("col")) { heading } }
                    for heading in ["Measures", "Rules"] { el("th", .scope("col"), .style("number")) { heading } }
                }
            }
            el("tbody") {
                for rulebook in editions {
                    el("tr") {
                        el("th", .scope("row")) {
                            el("a", .href(.program(rulebook.program, edition: rulebook.edition))) { rulebook.title }
                            el("span", .style("quiet block")) { rulebook.program }
                        }
                        el("td") { rulebook.edition }
                        el("td") { rulebook.inForce }
                        el("td", .style("number")) { "\(rulebook.measures.count)" }
                        el("td", .style("number")) { "\(rulebook.ruleIDs.count)" }
                    }
                }
            }
        }
    }
}

/// A program's rulebook, to be read.
struct ProgramView {
    let rulebook: Rulebook
    let editions: [Rulebook]

    @Children var main: [Node] {
        el("p", .style("crumbs")) { el("a", .href(.programs)) { "Programs" } }
        el("h1") { self.rulebook.title }
        el("dl", .style("summary")) {
            TaskView.pair("Edition") { Node.text(self.rulebook.edition) }
            TaskView.pair("In force") { Node.text(self.rulebook.inForce) }
            TaskView.pair("Document") { Node.text(self.rulebook.document) }
        }
        self.contents
        el("section", .labelledBy("whole")) {
            el("h2", .id("whole")) { "The application as a whole" }
            for rule in self.rulebook.rules { RuleView.article(rule) }
            if self.rulebook.rules.isEmpty { el("p") { "No rules of its own." } }
        }
        for measure in self.rulebook.measures { MeasureView.part(measure) }
        self.limits
        self.facts
    }

    private var contents: Node {
        el("nav", .label("On this page"), .style("contents")) {
            el("ul") {
                el("li") { Self.place("whole", "The application as a whole") }
                for measure in self.rulebook.measures {
                    el("li") { Self.place("measure-\(measure.id)", "\(measure.id): \(measure.title)") }
                }
                el("li") { Self.place("limits", "Limits and budget") }
                el("li") { Self.place("facts", "Facts") }
            }
        }
    }

    private static func place(_ id: String, _ text: String) -> Node {
        el("a", .attribute("href", "#\(id)")) { text }
    }

    private var limits: Node {
        el("section", .labelledBy("limits")) {
            el("h2", .id("limits")) { "Limits and budget" }
            el("table") {
                el("caption") { "What awards are counted in" }
                el("thead") {
                    el("tr") {
                        for heading in ["Limit", "Over", "Measures", "Maximum"] { el("th", .scope("col")) { heading } }
                    }
                }
                el("tbody") {
                    for limit in self.rulebook.limits {
                        el("tr") {
                            el("th", .scope("row")) {
                                limit.id
                                el("span", .style("quiet block")) { limit.cite }
                            }
                            el("td") { limit.scope.rawValue.limitScope }
                            el("td") {
                                limit.measures.isEmpty ? "all" : limit.measures.sorted().joined(separator: ", ")
                            }
                            el("td") { el("code") { RuleView.source(limit.maximum) } }
                        }
                    }
                    el("tr") {
                        el("th", .scope("row")) {
                            self.rulebook.budget.id
                            el("span", .style("quiet block")) { self.rulebook.budget.cite }
                        }
                        el("td") { "for the program" }
                        el("td") { "all" }
                        el("td") { "set by an operator" }
                    }
                }
            }
        }
    }

    private var facts: Node {
        el("section", .labelledBy("facts")) {
            el("h2", .id("facts")) { "Facts" }
            el("table", .style("facts")) {
                el("caption") { "What an application states" }
                el("thead") {
                    el("tr") { for heading in ["Fact", "Values", "Meaning"] { el("th", .scope("col")) { heading } } }
                }
                el("tbody") {
                    for home in FactHome.allCases {
                        for fact in self.rulebook.facts[home].facts where !fact.isCommon {
                            el("tr") {
                                el("th", .scope("row")) { el("code") { fact.path } }
                                el("td") { fact.type.text + (fact.unit.map { ", in \($0)" } ?? "") }
                                el("td") { fact.meaning }
                            }
                        }
                    }
                }
            }
        }
    }
}
