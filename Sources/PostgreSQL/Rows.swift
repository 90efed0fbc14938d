internal import CPostgreSQL
internal import Glibc

/// What a command gave: rows of columns, in PostgreSQL's binary form.
public struct Rows: RandomAccessCollection {
    /// How many rows a command changed; 0 if it changes none.
    public let changed: Int
    /// How many columns each row has.
    public let columns: Int

    private let result: ResultHandle
    private let rows: Int

    init(_ result: ResultHandle) {
        self.result = result
        self.rows = unsafe Int(PQntuples(result.pointer))
        self.columns = unsafe Int(PQnfields(result.pointer))
        self.changed = unsafe PQcmdTuples(result.pointer).map { unsafe atol($0) } ?? 0
    }

    /// 0.
    public var startIndex: Int { 0 }
    /// How many rows there are.
    public var endIndex: Int { self.rows }
    /// The row of that number, counted from 0.
    public subscript(position: Int) -> Row { Row(self, row: position) }

    /// The value's bytes, lent for the length of the call; `nil` for NULL.
    func withValue<Value>(
        _ row: Int,
        _ column: Int,
        _ read: (UnsafeRawBufferPointer) throws(PostgreSQLError) -> Value
    ) throws(PostgreSQLError) -> Value? {
        guard row >= 0, row < self.rows, column >= 0, column < self.columns else {
            throw PostgreSQLError(.unexpected, "a result has no column \(column)")
        }
        let (row, column) = (Int32(clamping: row), Int32(clamping: column))
        if unsafe PQgetisnull(self.result.pointer, row, column) == 1 { return nil }
        let start = unsafe UnsafeRawPointer(PQgetvalue(self.result.pointer, row, column))
        let count = unsafe Int(PQgetlength(self.result.pointer, row, column))
        return unsafe try read(UnsafeRawBufferPointer(start: start, count: count))
    }

    /// The OID of the column's type.
    func type(_ column: Int) -> UInt32 { unsafe PQftype(self.result.pointer, Int32(clamping: column)) }
}
