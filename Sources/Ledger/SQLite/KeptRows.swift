import GRDB
import SQLite

/// An insertion of rows that is done again and again, by few statements, each with as many rows as there are.
///
/// A statement costs as much as an index entry before it does anything; where a column is checked against a list of
/// texts, as much as a row, since SQLite makes a table of the list first. ``finish()`` must follow the last row.
final class KeptRows {
    private let columns: Int
    /// The most rows first.
    private let statements: [(rows: Int, statement: KeptStatement)]
    private var values = ValueBuffer()

    /// - Parameters:
    ///   - insert: The statement up to `VALUES`.
    ///   - columns: How many values a row has.
    ///   - conflict: What follows the values.
    init(_ database: Database, _ insert: String, columns: Int, conflict: String = "") {
        let row = "(" + Array(repeating: "?", count: columns).joined(separator: ", ") + ")"
        self.columns = columns
        self.statements = [32, 16, 8, 4, 2, 1]
            .map { rows in
                let values = Array(repeating: row, count: rows).joined(separator: ", ")
                return (rows, KeptStatement(database, "\(insert) VALUES \(values) \(conflict)"))
            }
    }

    /// Adds a row.
    ///
    /// - Parameter values: Adds its values, in the order of the columns.
    func add(_ values: (inout ValueBuffer) -> Void) throws {
        values(&self.values)
        if self.values.count >= self.statements[0].rows * self.columns { try self.finish() }
    }

    /// Writes the rows that are not written yet.
    func finish() throws {
        var first = 0
        for (rows, statement) in self.statements {
            let count = rows * self.columns
            while self.values.count - first >= count {
                try statement.run(self.values, from: first, count: count)
                first += count
            }
        }
        self.values.removeAll()
    }
}
