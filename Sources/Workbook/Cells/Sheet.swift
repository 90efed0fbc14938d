/// One sheet of a workbook, or a file of comma-separated values: rows of cells.
public struct Sheet: Sendable {
    /// A row in which something stands.
    public struct Row: Sendable {
        /// Its number, counted from 1.
        public let number: Int
        /// The line of a text file that it begins on, where that is not its number; else `nil`.
        public let line: Int?
        /// Its cells in the order of their columns; never empty.
        public let cells: [Cell]

        /// A row of cells.
        public init(number: Int, line: Int? = nil, cells: [Cell]) {
            self.number = number
            self.line = line
            self.cells = cells
        }
    }

    /// Its name; empty for a file that has no sheets.
    public let name: String
    /// The rows in which something stands, in order.
    public let rows: [Row]

    /// A sheet called `name`.
    public init(name: String, rows: [Row]) {
        self.name = name
        self.rows = rows
    }

    /// What stands at an address such as `C7`; `nil`: nothing.
    public subscript(_ address: String) -> CellValue? {
        guard let address = CellAddress(address), let row = self.rows.first(where: { $0.number == address.row })
        else { return nil }
        return row.cells.first { $0.address == address }?.value
    }
}
