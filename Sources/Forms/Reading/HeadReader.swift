import Adjudication
import Rulebook
import Workbook

/// Reads the first row of a table: which column stands where.
struct HeadReader {
    /// The columns that there may be, by name; of several editions, the names of all.
    let known: [String: [FormColumn]]
    /// The tables whose columns may stand in this one; `nil`: a file without sheets.
    let table: FormTable?

    /// The columns of a table's head; what is no column is told.
    func read(_ sheet: Sheet, _ problems: inout [FormProblem]) -> TableHead? {
        guard let row = sheet.rows.first else { return nil }
        var columns: [String: Int] = [:]
        let bare = TableHead(sheet: sheet.name, row: row.number, columns: [:])
        for cell in row.cells {
            let place = Self.place(bare, row, cell.address)
            guard case .text(let text) = cell.value else {
                problems.append(FormProblem("the head of a column must be its name", at: place))
                continue
            }
            guard let name = self.name(text, place, &problems) else { continue }
            if columns.updateValue(cell.address.column, forKey: name) != nil {
                problems.append(FormProblem("the column “\(name)” stands twice", at: place))
            }
        }
        return TableHead(sheet: sheet.name, row: row.number, columns: columns)
    }

    /// A cell by its address alone.
    static func place(_ head: TableHead, _ row: Sheet.Row, _ address: CellAddress) -> String {
        if head.sheet.isEmpty { return "\(head.place(row)), column \(CellAddress.letters(of: address.column))" }
        return "\(head.sheet)!\(address)"
    }

    /// The column that a head names; `nil`, and told, where there is none.
    private func name(_ text: String, _ place: String, _ problems: inout [FormProblem]) -> String? {
        let words = CellText.trimmed(text)
        if words.isEmpty { return nil }
        var name = words.lowercased()
        var unit: String?
        if name.hasSuffix(")"), let bracket = name.firstIndex(of: "(") {
            unit = CellText.trimmed(String(name[name.index(after: bracket)...].dropLast()))
            name = CellText.trimmed(String(name[..<bracket]))
        }
        guard let columns = self.known[name] else {
            problems.append(FormProblem("“\(words)” is no column of the form\(self.suggestion(name))", at: place))
            return nil
        }
        if let table, !self.belongs(columns, to: table), let home = columns.first?.table {
            problems.append(FormProblem("“\(name)” belongs on the sheet \(home.rawValue)", at: place))
            return nil
        }
        if let unit, !columns.contains(where: { ($0.unit ?? "").lowercased() == unit }) {
            let own = columns.first?.unit.map { "is counted in \($0)" } ?? "has no unit"
            problems.append(FormProblem("“\(name)” \(own), and not in \(unit)", at: place))
            return nil
        }
        return name
    }

    private func belongs(_ columns: [FormColumn], to table: FormTable) -> Bool {
        switch columns.first?.name {
        case "application": true
        case "line.id": table == .measures || table == .units
        case "unit": false
        default: columns.contains { $0.table == table }
        }
    }

    /// The nearest name, for a slip of the pen.
    private func suggestion(_ name: String) -> String {
        let near = self.known.keys.sorted()
            .map { ($0, min(Spelling.distance($0, name), Self.afterHome($0) == name ? 1 : Int.max)) }
            .min { $0.1 < $1.1 }
        guard let near, near.1 <= max(2, name.count / 3) else { return "" }
        return "; did you mean “\(near.0)”?"
    }

    private static func afterHome(_ name: String) -> String? {
        name.firstIndex(of: ".").map { String(name[name.index(after: $0)...]) }
    }
}
