import Workbook

/// What rows say of one thing: an application, a line, a unit or a document.
struct FormEntry {
    /// A value with the row that it stands in.
    struct Field {
        let value: CellValue
        let row: Sheet.Row
        let head: TableHead

        /// Its cell, for messages.
        func place(_ name: String) -> String { self.head.place(self.row, name) }
    }

    /// The values by the names of their columns; blank cells are not among them.
    private(set) var fields: [String: Field] = [:]
    /// The names in the order of the columns.
    private(set) var names: [String] = []
    /// The row that told of it first.
    let row: Sheet.Row
    let head: TableHead

    init(row: Sheet.Row, head: TableHead) {
        self.row = row
        self.head = head
    }

    subscript(_ name: String) -> Field? { self.fields[name] }

    /// Takes a value over.
    ///
    /// - Returns: What stands in another row already, where that is another value.
    mutating func take(_ name: String, _ field: Field) -> Field? {
        if let known = self.fields[name] { return known.value == field.value ? nil : known }
        self.fields[name] = field
        self.names.append(name)
        return nil
    }

    /// The cell that belongs to a column, for messages, or its row where it has none.
    func place(_ name: String? = nil) -> String {
        if let name, let field = self.fields[name] { return field.place(name) }
        return self.head.place(self.row, name)
    }
}
