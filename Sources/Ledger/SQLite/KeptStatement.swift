import GRDB
import SQLite

/// A statement that is run again and again: prepared at its first use and kept, with the memory for its values.
///
/// GRDB's own ways to run one cost more than SQLite's work in most of them: they look its SQL up in a cache, and box
/// every value.
final class KeptStatement {
    private let database: Database
    private let sql: String
    private var prepared: Statement?
    private var values = ValueBuffer()

    init(_ database: Database, _ sql: String) {
        self.database = database
        self.sql = sql
    }

    /// Runs it.
    ///
    /// - Parameters:
    ///   - values: Adds the values, in the order of the parameters.
    ///   - row: Gets every row that it gives.
    func run(_ values: (inout ValueBuffer) -> Void = { _ in }, row: (borrowing ResultRow) -> Void = { _ in }) throws {
        self.values.removeAll()
        values(&self.values)
        try self.run(self.values, from: 0, count: self.values.count, row: row)
    }

    /// Runs it without values and calls `body` with every row that it gives.
    func forEachRow(_ body: (borrowing ResultRow) -> Void) throws {
        try self.run({ _ in }, row: body)
    }

    /// Runs it with some of the values in a buffer.
    func run(
        _ values: borrowing ValueBuffer,
        from first: Int,
        count: Int,
        row: (borrowing ResultRow) -> Void = { _ in }
    ) throws {
        let statement = try self.prepared ?? self.database.makeStatement(sql: self.sql)
        self.prepared = statement
        do throws(Refusal) {
            try values.run(statement.sqliteStatement, from: first, count: count, row: row)
        } catch {
            throw DatabaseError(resultCode: ResultCode(rawValue: error.code), message: error.message)
        }
    }
}
