import Workbook

/// Puts applications together from rows that are tied by ids.
struct DraftBuilder {
    /// The applications in order.
    private(set) var drafts: [FormDraft] = []
    /// What belongs to no application.
    private(set) var problems: [FormProblem] = []
    private var indexes: [String: Int] = [:]

    /// Takes the rows of one table.
    ///
    /// - Parameter table: What its rows are about; `nil`: a file without sheets, in which a row is about whatever it has
    ///   cells for.
    mutating func take(_ sheet: Sheet, head: TableHead, table: FormTable?) {
        let names = Dictionary(head.columns.map { ($1, $0) }) { first, _ in first }
        for row in sheet.rows.dropFirst() {
            var fields: [(name: String, field: FormEntry.Field)] = []
            for cell in row.cells where !CellText.isBlank(cell.value) {
                guard let name = names[cell.address.column] else {
                    self.strayCell(cell, row, head, sheet)
                    continue
                }
                fields.append((name, FormEntry.Field(value: cell.value, row: row, head: head)))
            }
            if !fields.isEmpty { self.take(RowFields(row: row, head: head, fields: fields), table) }
        }
    }

    /// A cell below no head; one below a head that was refused has been told with it.
    private mutating func strayCell(_ cell: Cell, _ row: Sheet.Row, _ head: TableHead, _ sheet: Sheet) {
        let isHeaded = sheet.rows.first?.cells.contains { $0.address.column == cell.address.column } ?? false
        if isHeaded { return }
        let place = HeadReader.place(head, row, cell.address)
        self.problems.append(FormProblem("stands in a column without a head", at: place))
    }

    private mutating func take(_ row: RowFields, _ table: FormTable?) {
        let id: String
        do throws(CellText.Refusal) {
            guard let field = row["application"] else {
                throw CellText.Refusal(problem: "is required: the row has no id")
            }
            id = try CellText.text(field.value)
        } catch {
            self.problems.append(FormProblem(error.problem, at: row.place("application")))
            return
        }
        let known = self.indexes[id]
        if table == .applications, let known {
            let first = self.drafts[known].entry.place()
            self.problems.append(
                FormProblem("the application stands twice; first in \(first)", at: row.place("application"))
            )
            return
        }
        if known == nil, let table, table != .applications {
            self.problems.append(
                FormProblem("there is no application “\(id)” on the sheet Applications", at: row.place("application"))
            )
            return
        }
        let index = known ?? self.drafts.count
        if known == nil {
            self.indexes[id] = index
            self.drafts.append(FormDraft(FormEntry(row: row.row, head: row.head)))
        }
        self.drafts[index].take(row, table)
    }
}

/// What stands in one row.
struct RowFields {
    let row: Sheet.Row
    let head: TableHead
    let fields: [(name: String, field: FormEntry.Field)]

    subscript(_ name: String) -> FormEntry.Field? { self.fields.first { $0.name == name }?.field }

    func place(_ name: String? = nil) -> String { self.head.place(self.row, name) }

    /// The fields of one part of the application: names that begin so.
    func part(_ prefix: String) -> [(name: String, field: FormEntry.Field)] {
        self.fields.filter { $0.name.hasPrefix(prefix) }
    }
}
