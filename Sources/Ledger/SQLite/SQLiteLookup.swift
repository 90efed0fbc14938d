import GRDB
import SQLite

/// Looks up a number for each of many pairs of texts, by few statements.
struct SQLiteLookup {
    /// How many pairs a statement takes, the most first.
    private static let sizes = [64, 8, 1]

    private let database: Database
    private let table: String
    private let columns: (String, String)
    private let value: String

    /// - Parameters:
    ///   - table: Where it is looked.
    ///   - columns: The two columns that a pair names, of which there is an index.
    ///   - value: The column of whole numbers that is asked for.
    init(_ database: Database, table: String, columns: (String, String), value: String) {
        self.database = database
        self.table = table
        self.columns = columns
        self.value = value
    }

    /// Calls `found` with the place and the number of every pair that is there.
    func find(_ pairs: some Sequence<(String, String)>, found: (Int, Int64) -> Void) throws {
        var buffer = RowBuffer(capacity: 4 << 10)
        for (first, second) in pairs {
            buffer.append(first)
            buffer.append(second)
        }
        var place = 0
        for size in Self.sizes {
            while buffer.count - 2 * place >= 2 * size {
                let statement = try self.database.cachedStatement(sql: self.sql(size))
                do throws(Refusal) {
                    try buffer.run(statement.sqliteStatement, from: 2 * place, count: 2 * size) {
                        found(place + Int($0), $1)
                    }
                } catch {
                    throw DatabaseError(resultCode: ResultCode(rawValue: error.code), message: error.message)
                }
                place += size
            }
        }
    }

    private func sql(_ size: Int) -> String {
        let wanted = (0..<size).map { "(\($0), ?, ?)" }.joined(separator: ", ")
        // A cross join keeps its order: the pairs are walked, and the index is asked for each.
        return """
            SELECT wanted.column1, found.\(self.value) FROM (VALUES \(wanted)) AS wanted
            CROSS JOIN \(self.table) AS found
                ON found.\(self.columns.0) = wanted.column2 AND found.\(self.columns.1) = wanted.column3
            """
    }
}
