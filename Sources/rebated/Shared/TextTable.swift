/// Columns of text for people, each as wide as its widest cell.
struct TextTable {
    /// On which side of its column a cell stands.
    enum Side {
        case left, right
    }

    private let sides: [Side]
    private var rows: [[String]]

    /// A table with its headings.
    init(_ columns: [(heading: String, side: Side)]) {
        self.sides = columns.map(\.side)
        self.rows = [columns.map(\.heading)]
    }

    /// Adds a row, one cell for each column.
    mutating func add(_ cells: [String]) {
        self.rows.append(cells.map(Console.clean))
    }

    /// The lines, the headings first.
    var lines: [String] {
        let widths = self.sides.indices.map { column in self.rows.map { $0[column].count }.max() ?? 0 }
        return self.rows.map { row in
            let cells = zip(row, zip(widths, self.sides))
                .map { cell, column in
                    let padding = String(repeating: " ", count: column.0 - cell.count)
                    return column.1 == .left ? cell + padding : padding + cell
                }
            return cells.joined(separator: "  ").trimmed
        }
    }
}

extension String {
    /// Without blanks at its end.
    fileprivate var trimmed: String {
        var text = self[...]
        while text.last == " " { text = text.dropLast() }
        return String(text)
    }
}
