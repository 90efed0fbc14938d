import Yams

/// A rulebook as a page that a person reads in a terminal.
public struct RulebookPage {
    let rulebook: Rulebook
    let outline: RulebookOutline
    var page: PageLayout

    private init(_ rulebook: Rulebook, width: Int) {
        self.rulebook = rulebook
        self.outline = RulebookOutline(rulebook.text)
        self.page = PageLayout(width: width)
    }

    /// Facts, rules, measures and limits of `rulebook`.
    ///
    /// - Parameter width: The most characters of a line.
    public static func render(_ rulebook: Rulebook, width: Int) -> String {
        var page = RulebookPage(rulebook, width: width)
        page.head()
        page.facts()
        page.rules()
        for measure in rulebook.measures { page.measure(measure) }
        page.limits()
        return page.page.text
    }

    private mutating func head() {
        self.page.title(self.rulebook.title, underline: "═")
        let entries: [(String, String?)] = [
            ("program", self.rulebook.program), ("edition", self.rulebook.edition),
            ("in force", self.rulebook.inForce), ("document", self.rulebook.document),
            ("file", self.rulebook.file), ("digest", self.rulebook.digest), ("note", self.outline["note"]?.oneLine),
        ]
        for (label, text) in entries { self.page.entry(label, text, indent: 0, column: 10) }
    }

    private mutating func facts() {
        self.page.title("Facts", underline: "─")
        for home in FactHome.allCases {
            for fact in self.rulebook.facts[home].facts where !fact.isCommon {
                let unit = self.outline.fact(home, fact.name)?["unit"]?.oneLine.map { ", in \($0)" } ?? ""
                self.page.entry(fact.path, fact.type.text + unit, indent: 0, column: fact.path.count + 2)
                self.page.paragraph(fact.meaning, indent: 4)
                for (measure, type) in fact.typeByMeasure.sorted(by: { $0.key < $1.key }) {
                    self.page.paragraph("on measure \(measure): \(type.text)", indent: 4, hanging: 2)
                }
                if let terms = fact.terms { self.page.paragraph(terms, indent: 4) }
            }
        }
        guard !self.rulebook.derived.isEmpty else { return }
        self.page.title("Derived values", underline: "─")
        for derived in self.rulebook.derived {
            let name = "derived.\(derived.name)"
            self.page.entry(name, derived.formula.oneLine, indent: 0, column: name.count + 2)
            self.page.paragraph(derived.meaning, indent: 4)
        }
    }

    private mutating func rules() {
        if !self.rulebook.rules.isEmpty {
            self.page.title("Rules of the application", underline: "─")
            for rule in self.rulebook.rules { self.rule(rule) }
        }
        let shared = self.rulebook.distinctRules.filter { !self.outline.sharing($0.rule.id).isEmpty }
        guard !shared.isEmpty else { return }
        self.page.title("Rules that measures share", underline: "─")
        for (rule, _) in shared { self.rule(rule) }
    }

    mutating func rule(_ rule: Rule) {
        let subject = rule.test?.isAskedOfUnits ?? false ? ", asked of every unit" : ""
        self.page.paragraph("\(rule.id): \(rule.failsTo.words)\(subject)", indent: 0)
        let shared = self.outline.sharing(rule.id)
        var entries: [(String, String?)] = [
            ("measures", shared.isEmpty ? nil : shared.joined(separator: ", ")), ("if", rule.condition?.oneLine),
            ("requires", rule.test?.oneLine), ("leans on", rule.leaning?.lines.oneLine),
            ("leans if", rule.leaning?.condition?.oneLine), ("source", rule.cite), ("note", rule.note),
        ]
        if let task = rule.task {
            let question = self.outline.rule(rule.id)?["task"]?["question"]?.oneLine ?? ""
            entries.append(("task", "\(task.kind): \(question)"))
            entries.append(("choices", task.choices.isEmpty ? nil : task.choices.joined(separator: ", ")))
            entries.append(("due in", "\(task.dueInDays?.oneLine ?? "\(TaskTemplate.usualDays)") days"))
        }
        for (label, text) in entries { self.page.entry(label, text, indent: 4, column: 14) }
        self.page.blank()
    }
}
