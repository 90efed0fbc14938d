import Workbook

extension FormDraft {
    /// Takes over what a row says of the application, of a line, of a unit, of a document.
    ///
    /// - Parameter table: The row's table; `nil`: of a file without sheets.
    mutating func take(_ row: RowFields, _ table: FormTable?) {
        if table == nil || table == .applications {
            let own = row.fields.filter { !Self.isOfPart($0.name) }
            Self.merge(own, into: &self.entry, &self.problems)
        }
        var line: Int?
        if table != .applications, table != .documents { line = self.line(of: row, table) }
        if table == nil || table == .units { self.takeUnit(row, line, table) }
        let document = row.part("document.")
        if table == .documents || (table == nil && !document.isEmpty) {
            var entry = FormEntry(row: row.row, head: row.head)
            Self.merge(document, into: &entry, &self.problems)
            self.documents.append(entry)
        }
    }

    private static func isOfPart(_ name: String) -> Bool {
        name == "unit" || ["line.", "unit.", "document."].contains { name.hasPrefix($0) }
    }

    /// The line that the row is about; `nil`: none.
    private mutating func line(of row: RowFields, _ table: FormTable?) -> Int? {
        let fields = row.part("line.")
        let id = (row["line.id"]?.value).flatMap { try? CellText.text($0) }
        let known = id.flatMap { self.lineIndexes[$0] }
        if table == .units {
            if known == nil {
                let problem = id.map { "there is no line “\($0)” of this application on the sheet Measures" }
                self.problems.append(
                    FormProblem(problem ?? "is required: the line of the unit", at: row.place("line.id"))
                )
            }
            return known
        }
        if table == nil {
            if fields.isEmpty { return nil }
            if let known {
                Self.merge(fields, into: &self.lines[known].entry, &self.problems)
                return known
            }
        }
        var line = Line(entry: FormEntry(row: row.row, head: row.head))
        Self.merge(fields, into: &line.entry, &self.problems)
        // That an id stands twice, or that there is none, is told when the application is taken in.
        if let id, known == nil { self.lineIndexes[id] = self.lines.count }
        self.lines.append(line)
        return self.lines.count - 1
    }

    private mutating func takeUnit(_ row: RowFields, _ line: Int?, _ table: FormTable?) {
        let fields = row.part("unit.")
        let number = (row["unit"]?.value).flatMap { try? CellText.text($0) }
        if table == nil, fields.isEmpty, row["unit"] == nil { return }
        guard let line else {
            // On a sheet of units that has been told.
            if table == nil {
                self.problems.append(FormProblem("the row has a unit, and no line.id", at: row.place("line.id")))
            }
            return
        }
        if let number, let index = self.lines[line].numbered[number] {
            Self.merge(fields, into: &self.lines[line].units[index], &self.problems)
            return
        }
        var unit = FormEntry(row: row.row, head: row.head)
        Self.merge(fields, into: &unit, &self.problems)
        if let number { self.lines[line].numbered[number] = self.lines[line].units.count }
        self.lines[line].units.append(unit)
    }

    private static func merge(
        _ fields: [(name: String, field: FormEntry.Field)],
        into entry: inout FormEntry,
        _ problems: inout [FormProblem]
    ) {
        for (name, field) in fields {
            guard let other = entry.take(name, field) else { continue }
            let first = other.place(name)
            problems.append(FormProblem("differs from what stands in \(first)", at: field.place(name)))
        }
    }
}
