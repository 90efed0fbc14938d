internal import Desk

/// Columns of text, each as wide as its widest cell; what finds no room at the right is left out.
struct Grid {
    /// On which side of its column a cell stands.
    enum Side {
        case left, right
    }

    private let sides: [Side]
    private var rows: [[TextSpan]]

    /// A grid with its headings.
    init(_ columns: [(heading: String, side: Side)]) {
        self.sides = columns.map(\.side)
        self.rows = [columns.map { TextSpan($0.heading, .dim) }]
    }

    /// Adds a row, one cell for each column.
    mutating func add(_ cells: [TextSpan]) {
        self.rows.append(cells)
    }

    /// Adds a row of plain text.
    mutating func add(_ cells: [String]) {
        self.add(cells.map { TextSpan($0) })
    }

    /// Whether there is nothing but headings.
    var isEmpty: Bool { self.rows.count == 1 }

    /// The lines, the headings first.
    func lines(width: Int) -> [TextLine] {
        var widths = self.sides.indices.map { column in self.rows.map { $0[column].text.count }.max() ?? 0 }
        // The first column tells what the row is about; it gives way a little before others are left out.
        let others = widths.dropFirst().reduce(0) { $0 + $1 + 2 }
        widths[0] = min(widths[0], max(width - others, 28))
        var shown = 0
        var used = -2
        for column in widths where used + 2 + column <= width {
            used += 2 + column
            shown += 1
        }
        return self.rows.map { row in
            var spans: [TextSpan] = []
            for column in 0..<max(shown, 1) {
                let cell = row[column]
                let isCut = cell.text.count > widths[column]
                let text = isCut ? cell.text.prefix(widths[column] - 1) + "…" : cell.text
                let padded =
                    self.sides[column] == .left ? text.padding(to: widths[column]) : text.leading(to: widths[column])
                if column > 0 { spans.append(TextSpan("  ")) }
                spans.append(TextSpan(padded, cell.style))
            }
            return TextLine(spans)
        }
    }
}

extension [TextLine] {
    /// Two blocks side by side.
    func beside(_ other: [TextLine], at column: Int) -> [TextLine] {
        (0..<Swift.max(self.count, other.count))
            .map { row in
                var line = row < self.count ? self[row].fitted(column - 2) : TextLine()
                guard row < other.count else { return line }
                line.spans.append(TextSpan(String(repeating: " ", count: Swift.max(column - line.width, 0))))
                line.spans += other[row].spans
                return line
            }
    }
}
