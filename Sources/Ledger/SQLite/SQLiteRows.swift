import GRDB
import SQLite

/// Inserts many rows by few statements, each with as many rows as there are.
///
/// A statement costs as much as an index entry before it does anything. ``finish()`` must follow the last row.
struct SQLiteRows: ~Copyable {
    /// How many rows a statement takes, the most first.
    private static let sizes = [32, 8, 1]

    private let database: Database
    private let insert: String
    private let row: String
    private let conflict: String
    private let columns: Int
    private var buffer = RowBuffer()
    /// Those that were needed, in the order of ``sizes``.
    private var statements: [Statement?] = Array(repeating: nil, count: Self.sizes.count)

    /// - Parameters:
    ///   - insert: The statement up to `VALUES`.
    ///   - columns: How many values a row has.
    ///   - conflict: What follows the values.
    init(_ database: Database, _ insert: String, columns: Int, conflict: String = "") {
        self.database = database
        self.insert = insert
        self.row = "(" + Array(repeating: "?", count: columns).joined(separator: ", ") + ")"
        self.conflict = conflict
        self.columns = columns
    }

    /// Adds a row, with its values in the order of the columns.
    mutating func add<each Value: SQLiteValue>(_ values: repeat each Value) throws {
        for value in repeat each values { value.append(to: &self.buffer) }
        if self.buffer.count >= Self.sizes[0] * self.columns { try self.finish() }
    }

    /// Writes the rows that are not written yet.
    mutating func finish() throws {
        var first = 0
        for (place, size) in Self.sizes.enumerated() {
            let count = size * self.columns
            while self.buffer.count - first >= count {
                let statement = try self.statements[place] ?? self.statement(size)
                self.statements[place] = statement
                do throws(Refusal) {
                    try self.buffer.run(statement.sqliteStatement, from: first, count: count)
                } catch {
                    throw DatabaseError(resultCode: ResultCode(rawValue: error.code), message: error.message)
                }
                first += count
            }
        }
        self.buffer.removeAll()
    }

    private func statement(_ size: Int) throws -> Statement {
        let rows = Array(repeating: self.row, count: size).joined(separator: ", ")
        return try self.database.cachedStatement(sql: "\(self.insert) VALUES \(rows)\(self.conflict)")
    }
}

/// What can stand in a row of ``SQLiteRows``.
protocol SQLiteValue {
    /// Adds the value to those of the row.
    func append(to buffer: inout RowBuffer)
}

extension String: SQLiteValue {
    func append(to buffer: inout RowBuffer) { buffer.append(self) }
}

extension Int64: SQLiteValue {
    func append(to buffer: inout RowBuffer) { buffer.append(self) }
}

extension Int: SQLiteValue {
    func append(to buffer: inout RowBuffer) { buffer.append(Int64(self)) }
}

extension Blob: SQLiteValue {
    func append(to buffer: inout RowBuffer) { buffer.append(blob: self.bytes) }
}

extension Optional: SQLiteValue where Wrapped: SQLiteValue {
    func append(to buffer: inout RowBuffer) {
        if let self { self.append(to: &buffer) } else { buffer.appendNull() }
    }
}

/// Text that is known as UTF-8.
struct TextBytes: SQLiteValue {
    let bytes: [UInt8]

    func append(to buffer: inout RowBuffer) { buffer.append(text: self.bytes) }
}
