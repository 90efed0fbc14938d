internal import GRDBSQLite

/// A row that a statement gives, lent for as long as it is looked at.
@safe
public struct ResultRow: ~Copyable {
    private let statement: OpaquePointer

    /// The row that a running statement has come to.
    init(_ statement: OpaquePointer) {
        unsafe self.statement = statement
    }

    /// A whole number; 0 for NULL.
    public func integer(_ column: Int32) -> Int64 { unsafe sqlite3_column_int64(self.statement, column) }

    /// A whole number; `nil` for NULL.
    public func optionalInteger(_ column: Int32) -> Int64? {
        let isNull = unsafe sqlite3_column_type(self.statement, column) == SQLITE_NULL
        return isNull ? nil : self.integer(column)
    }

    /// A text; empty for NULL.
    public func text(_ column: Int32) -> String {
        String(decoding: self.bytes(column), as: UTF8.self)
    }

    /// The bytes of a blob or a text; none for NULL.
    public func bytes(_ column: Int32) -> [UInt8] {
        // In this order: the count is that of the form in which the value was asked for last.
        let start = unsafe sqlite3_column_blob(self.statement, column)
        let count = unsafe Int(sqlite3_column_bytes(self.statement, column))
        return unsafe Array(UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : count))
    }
}
