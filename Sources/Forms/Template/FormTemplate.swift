import FEEL
public import Rulebook
import Workbook

/// A program's application as a form to be filled in, made from its rulebook.
public struct FormTemplate {
    let rulebook: Rulebook
    let columns: FormColumns

    /// The form of one edition of a program.
    public init(_ rulebook: Rulebook) {
        self.rulebook = rulebook
        self.columns = FormColumns(rulebook)
    }

    /// The program.
    public var program: String { self.rulebook.program }

    /// The edition's name.
    public var edition: String { self.rulebook.edition }

    /// Writes the form as a workbook: a sheet for each table, and some that explain.
    ///
    /// - Parameter path: The file; it is replaced where there is one.
    /// - Throws: `WorkbookError` where it can't be written.
    public func write(to path: String) throws {
        try WorkbookWriter.write(self.sheets, title: "Application to \(self.rulebook.title)", to: path)
    }

    /// The form as comma-separated values: its head, to which rows are added.
    ///
    /// One row holds an application with one line, one unit and one document. What there is more of goes on rows of its
    /// own, which repeat `application`, and `line.id` where they are about a line; other cells may be repeated or blank.
    public var commaSeparated: String {
        CSVWriter.line(self.columns.flat.map(\.header))
    }

    /// The sheets of the workbook but for that of the drop-downs.
    var sheets: [SheetPlan] {
        [self.about]
            + FormTable.allCases.map { table in
                SheetPlan(
                    name: table.rawValue,
                    columns: self.columns.columns(of: table).map(self.plan),
                    frozenColumns: table == .applications || table == .documents ? 1 : 2
                )
            } + [self.explanation]
    }

    private func plan(_ column: FormColumn) -> ColumnPlan {
        let words = ColumnWords(column: column, rulebook: self.rulebook)
        let choices = words.choices
        var note = [words.meaning, "\(words.type); blank: \(words.blank)"]
        if column.name == "line.measure" { note.append(words.choicesText) }
        return ColumnPlan(
            header: column.header,
            width: Double(min(max(column.header.count + 2, 12), 44)),
            format: Self.format(column),
            note: note.filter { !$0.isEmpty }.joined(separator: "\n"),
            choices: choices.values,
            isOpen: choices.isOpen,
            isRequired: column.isRequired
        )
    }

    private static func format(_ column: FormColumn) -> ColumnPlan.Format {
        switch column.content {
        case .revision, .unitNumber: return .general
        case .submittedOn: return .date
        case .application, .program, .addressPart, .document: return .text
        case .fact(let fact):
            switch fact.type {
            case .boolean, .integer, .number: return .general
            case .money: return .money
            case .date: return .date
            case .text, .oneOf, .address: return .text
            }
        }
    }
}
