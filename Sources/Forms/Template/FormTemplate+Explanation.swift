import FEEL
import Rulebook
import Workbook

extension FormTemplate {
    /// The sheet that says what the workbook is and how it is filled in.
    var about: SheetPlan {
        var force = "on every day"
        if let from = self.rulebook.from { force = "from \(from)" }
        if let until = self.rulebook.until {
            force = self.rulebook.from == nil ? "until \(until)" : "\(force) until \(until)"
        }
        let rows = [
            ["program", self.rulebook.program, "what rows with a blank program are taken for"],
            ["title", self.rulebook.title],
            ["edition", self.rulebook.edition, "in force \(force)"],
            ["document", self.rulebook.document],
            ["rulebook", self.rulebook.digest],
            [],
            ["Applications", "one row for each application; the columns with a yellow head are needed in every row"],
            ["Measures", "one row for each measure, tied to its application by the column application"],
            ["Units", "one row for each unit, tied to its measure by the columns application and line.id"],
            ["Documents", "one row for each document that is sent along"],
            ["Facts", "what each column means, which measures need it, and why"],
            [],
            [
                "blank cells",
                "a fact that is not known, unless the sheet Facts tells a default; it is neither no nor 0",
            ],
            ["yes and no", "yes or no; TRUE and FALSE are taken as well"],
            ["dates", "a cell formatted as a date, or text such as 2026-03-02"],
            ["amounts", "US dollars with at most two decimals, such as 14200 or 14200.50"],
            ["numbers", "in the unit that stands in the column's head; percent as 95, not as 95 %"],
            ["texts", "what begins with zeros, such as 00123, keeps them in the columns of this form"],
            ["formulas", "what they gave when the workbook was last computed and saved is taken"],
            [
                "other columns",
                "a column that is not of this form is refused, so that a misspelt one is not overlooked",
            ],
        ]
        let columns = [
            ColumnPlan(header: "about this workbook", width: 22), ColumnPlan(header: "", width: 80),
            ColumnPlan(header: "", width: 44),
        ]
        return SheetPlan(name: "About", columns: columns, rows: rows, wraps: true)
    }

    /// The sheet that explains every column.
    var explanation: SheetPlan {
        let use = FactUse(self.rulebook)
        var seen: Set<String> = []
        let rows = FormTable.allCases.flatMap { table in
            self.columns.columns(of: table)
                .filter { seen.insert($0.name).inserted }
                .map { self.row($0, table, use) }
        }
        let columns = [
            ("column", 40), ("sheet", 14), ("meaning", 50), ("counted in", 12), ("what may stand there", 26),
            ("choices", 40), ("blank means", 14), ("measures that need it", 30), ("passages that it is needed for", 70),
        ]
        return SheetPlan(
            name: "Facts",
            columns: columns.map { ColumnPlan(header: $0.0, width: Double($0.1)) },
            rows: rows,
            frozenColumns: 1,
            wraps: true
        )
    }

    private func row(_ column: FormColumn, _ table: FormTable, _ use: FactUse) -> [String] {
        let words = ColumnWords(column: column, rulebook: self.rulebook)
        let reference = self.reference(column)
        return [
            column.name, table.rawValue, words.meaning, column.unit ?? "", words.type, words.choicesText, words.blank,
            reference.map(use.measures) ?? "", reference.map(use.passages) ?? "",
        ]
    }

    private func reference(_ column: FormColumn) -> FactReference? {
        let fact: FactDeclaration
        switch column.content {
        case .fact(let declared): fact = declared
        case .addressPart(let declared, _): fact = declared
        case .application, .revision, .program, .submittedOn, .unitNumber, .document: return nil
        }
        return self.rulebook.facts[fact.home].index(of: fact.name).map { FactReference(home: fact.home, index: $0) }
    }
}
