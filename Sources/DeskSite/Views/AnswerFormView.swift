internal import Desk
internal import Messages

/// The form in which a task is answered.
struct AnswerFormView {
    let page: TaskPage
    let draft: AnswerDraft
    let faults: AnswerDraft.Faults?
    let visitor: Visitor

    var form: Node {
        el("form", .attribute("method", "post"), .action(.confirm)) {
            el("h2") { "Your answer" }
            if let faults {
                el("div", .style("problems"), .attribute("role", "alert")) {
                    el("p") {
                        faults.faults.count == 1
                            ? "One thing is to be corrected." : "\(faults.faults.count) things are to be corrected."
                    }
                }
            }
            FormParts.token(self.visitor)
            FormParts.hidden("task", self.page.summary.task)
            self.outcome
            if !self.page.summary.choices.isEmpty { self.choice }
            if self.page.summary.setsAmount { self.amount }
            self.note
            el("button", .type("submit")) { "Go on" }
            el("p", .style("hint")) { "Nothing is sent before you have confirmed it." }
        }
    }

    private var outcome: Node {
        el("fieldset", with: self.described("outcome", .outcome)) {
            el("legend") { "Outcome" }
            FormParts.problem(self.faults?[.outcome], id: "outcome-problem")
            for verdict in ReviewOutcome.Verdict.allCases {
                el("div", .style("option")) {
                    el(
                        "input",
                        with: [
                            .type("radio"), .name("outcome"), .value(verdict.rawValue),
                            .id("outcome-\(verdict.rawValue)"),
                            .flag("required"),
                        ] + (self.draft.verdict == verdict ? [.flag("checked")] : [])
                    )
                    el("label", .for("outcome-\(verdict.rawValue)")) { verdict.spoken }
                }
            }
        }
    }

    private var choice: Node {
        let task = self.page.summary
        return el("div", .style("field")) {
            el("label", .for("choice")) { "Choice, with an approval" }
            FormParts.problem(self.faults?[.choice], id: "choice-problem")
            el("select", with: [.id("choice"), .name("choice")] + self.described("choice", .choice)) {
                el("option", .value("")) { task.suggested.map { "Suggested: \($0)" } ?? "Please choose" }
                for choice in task.choices {
                    el("option", with: [.value(choice)] + (self.draft.choice == choice ? [.flag("selected")] : [])) {
                        choice
                    }
                }
            }
        }
    }

    private var amount: Node {
        el("div", .style("field")) {
            el("label", .for("amount")) { "Amount in dollars, with an approval" }
            FormParts.problem(self.faults?[.amount], id: "amount-problem")
            el(
                "input",
                with: [
                    .type("text"), .id("amount"), .name("amount"), .value(self.draft.amount),
                    .attribute("inputmode", "decimal"), .attribute("autocomplete", "off"),
                    .attribute("maxlength", "40"),
                    .attribute("placeholder", "1234.50"),
                ] + self.described("amount", .amount)
            )
        }
    }

    private var note: Node {
        el("div", .style("field")) {
            el("label", .for("note")) { "Note" }
            el("p", .style("hint"), .id("note-hint")) {
                "The applicant is told it. A denial or a request needs one to be understood."
            }
            FormParts.problem(self.faults?[.note], id: "note-problem")
            el(
                "textarea",
                with: [
                    .id("note"), .name("note"), .attribute("rows", "5"),
                    .describedBy(self.faults?[.note] == nil ? "note-hint" : "note-problem note-hint"),
                ]
            ) { Node.lines(self.draft.note) }
        }
    }

    /// What ties a field to what is wrong with it.
    private func described(_ name: String, _ field: AnswerDraft.Field) -> [Attribute] {
        self.faults?[field] == nil ? [] : [.describedBy("\(name)-problem"), .attribute("aria-invalid", "true")]
    }
}
