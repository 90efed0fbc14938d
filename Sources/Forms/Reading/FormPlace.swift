import Workbook

/// The head of one table as it was read: where each column stands.
struct TableHead: Sendable {
    /// The sheet's name; empty for a file without sheets.
    let sheet: String
    /// The row of the head.
    let row: Int
    /// The places of columns, from 1, by their names.
    let columns: [String: Int]

    /// A cell or a row of the table, for messages.
    ///
    /// - Parameters:
    ///   - row: The row.
    ///   - name: The column's name; its cell is named where the table has that column, else its row.
    func place(_ row: Sheet.Row, _ name: String? = nil) -> String {
        let known = name.flatMap { self.columns[$0] }
        if self.sheet.isEmpty {
            let line = row.line.map { " (line \($0))" } ?? ""
            return "row \(row.number)\(line)" + (name.map { ", \($0)" } ?? "")
        }
        if let known {
            let address = CellAddress(row: row.number, column: known)
            return "\(self.sheet)!\(address)" + (name.map { " (\($0))" } ?? "")
        }
        return "\(self.sheet), row \(row.number)" + (name.map { ", \($0)" } ?? "")
    }
}
