internal import Desk
internal import Messages

/// Facts as a table.
enum FactsView {
    static func table(_ facts: [FactLine], caption: String) -> Node? {
        guard !facts.isEmpty else { return nil }
        return el("table", .style("facts")) {
            el("caption") { caption }
            el("thead") {
                el("tr") { for heading in ["Fact", "Value", "Where"] { el("th", .scope("col")) { heading } } }
            }
            el("tbody") {
                for fact in facts {
                    el("tr") {
                        el("th", .scope("row")) {
                            fact.name
                            if !fact.meaning.isEmpty { el("span", .style("quiet block")) { fact.meaning } }
                        }
                        el("td", .attribute("class", fact.isMissing ? "value missing" : "value")) { fact.value }
                        el("td") { fact.place }
                    }
                }
            }
        }
    }
}

/// Findings with what they rest on; those that are met can be folded away.
enum FindingsView {
    static func part(_ heading: String, _ findings: [Finding], id: String) -> Node? {
        guard !findings.isEmpty else { return nil }
        let open = findings.filter { $0.result != .met }
        let met = findings.filter { $0.result == .met }
        return el("section", .labelledBy(id)) {
            el("h2", .id(id)) { heading }
            if !open.isEmpty { Self.list(open) }
            if !met.isEmpty {
                el("details") {
                    el("summary") { met.count == 1 ? "1 rule is met" : "\(met.count) rules are met" }
                    Self.list(met)
                }
            }
        }
    }

    private static func list(_ findings: [Finding]) -> Node {
        el("ul", .style("findings")) {
            for finding in findings {
                el("li") {
                    el("p") {
                        Bits.status(finding.result)
                        " "
                        finding.message
                    }
                    el("p", .style("cite")) {
                        el("span", .style("rule")) { finding.rule }
                        finding.cite.isEmpty ? "" : " \(finding.cite)"
                    }
                }
            }
        }
    }
}

/// The application's lines with their money and limits.
enum LinesView {
    static func part(_ lines: [LineOverview], decision: Decision, marked: String? = nil) -> Node {
        el("section", .labelledBy("money")) {
            el("h2", .id("money")) { "Money" }
            el("p") {
                "In total "
                el("strong") { decision.total.dollars }
                decision.contractorReward == .zero
                    ? "" : ", of which \(decision.contractorReward.dollars) for the contractor"
                "; the application is "
                Bits.status(decision.status)
            }
            el("table", .style("money")) {
                el("caption") { "Every line of the application" }
                el("thead") {
                    el("tr") {
                        for heading in ["Line", "Status"] { el("th", .scope("col")) { heading } }
                        for heading in ["Before limits", "Awarded"] {
                            el("th", .scope("col"), .style("number")) { heading }
                        }
                    }
                }
                el("tbody") { for line in lines { Self.rows(line, isMarked: line.id == marked) } }
            }
        }
    }

    @Children private static func rows(_ line: LineOverview, isMarked: Bool) -> [Node] {
        el("tr", .attribute("class", isMarked ? "marked" : "")) {
            el("th", .scope("row")) {
                line.id
                el("span", .style("quiet block")) { line.title + (line.decision.tier.map { ", tier \($0)" } ?? "") }
            }
            el("td") { Bits.status(line.decision.status) }
            el("td", .style("number")) { line.calculated }
            el("td", .style("number")) { line.awarded }
        }
        for use in line.decision.limits {
            el("tr", .style("limit")) {
                el("td", .attribute("colspan", "4")) {
                    el("span", .style("rule")) { use.limit }
                    " \(use.sentence)"
                }
            }
        }
    }
}

/// Who applies.
enum ApplicantView {
    static func part(_ applicant: ApplicantDetails) -> Node? {
        guard !applicant.entries.isEmpty else { return nil }
        return el("section", .labelledBy("applicant")) {
            el("h2", .id("applicant")) { "Who applies" }
            el("dl", .style("entries")) {
                for entry in applicant.entries {
                    el("dt") { entry.label }
                    el("dd") { el("bdi") { entry.text } }
                }
                for document in applicant.documents {
                    el("dt") { "Document" }
                    el("dd") { el("bdi") { "\(document.kind): \(document.text)" } }
                }
            }
        }
    }
}
