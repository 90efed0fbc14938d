/// One row of a result.
///
/// Each reader says what it takes the column for, and throws if it is something else.
public struct Row {
    private let rows: Rows
    private let row: Int

    init(_ rows: Rows, row: Int) {
        self.rows = rows
        self.row = row
    }

    /// An `int2`, `int4` or `int8`; `nil` for NULL.
    public func optionalInteger(_ column: Int) throws(PostgreSQLError) -> Int64? {
        unsafe try self.rows.withValue(self.row, column) { bytes throws(PostgreSQLError) in
            guard [20, 21, 23].contains(self.rows.type(column)), bytes.count <= 8 else {
                throw self.isNo("integer", column)
            }
            var value: UInt64 = 0
            unsafe bytes.forEach { value = value << 8 | UInt64($0) }
            let unused = 64 - 8 * bytes.count
            // Shifted back, the sign fills what a shorter integer leaves.
            return unused < 64 ? Int64(bitPattern: value << unused) >> unused : 0
        }
    }

    /// A `bytea`; `nil` for NULL.
    public func optionalBytes(_ column: Int) throws(PostgreSQLError) -> [UInt8]? {
        unsafe try self.rows.withValue(self.row, column) { bytes throws(PostgreSQLError) in
            guard self.rows.type(column) == PostgreSQLType.bytes.rawValue else { throw self.isNo("bytes", column) }
            return unsafe Array(bytes)
        }
    }

    /// A `text`, `varchar`, `name`, `json` or `unknown`; `nil` for NULL.
    public func optionalText(_ column: Int) throws(PostgreSQLError) -> String? {
        unsafe try self.rows.withValue(self.row, column) { bytes throws(PostgreSQLError) in
            guard [25, 1043, 19, 114, 705].contains(self.rows.type(column)) else { throw self.isNo("text", column) }
            return unsafe String(decoding: bytes, as: UTF8.self)
        }
    }

    /// A `boolean`; `nil` for NULL.
    public func optionalBoolean(_ column: Int) throws(PostgreSQLError) -> Bool? {
        unsafe try self.rows.withValue(self.row, column) { bytes throws(PostgreSQLError) in
            guard self.rows.type(column) == PostgreSQLType.boolean.rawValue, bytes.count == 1 else {
                throw self.isNo("boolean", column)
            }
            return unsafe bytes[0] != 0
        }
    }

    /// An integer that is not NULL.
    public func integer(_ column: Int) throws(PostgreSQLError) -> Int64 {
        guard let value = try self.optionalInteger(column) else { throw self.isNo("integer", column) }
        return value
    }

    /// Bytes that are not NULL.
    public func bytes(_ column: Int) throws(PostgreSQLError) -> [UInt8] {
        guard let value = try self.optionalBytes(column) else { throw self.isNo("bytes", column) }
        return value
    }

    /// Text that is not NULL.
    public func text(_ column: Int) throws(PostgreSQLError) -> String {
        guard let value = try self.optionalText(column) else { throw self.isNo("text", column) }
        return value
    }

    /// A boolean that is not NULL.
    public func boolean(_ column: Int) throws(PostgreSQLError) -> Bool {
        guard let value = try self.optionalBoolean(column) else { throw self.isNo("boolean", column) }
        return value
    }

    private func isNo(_ kind: String, _ column: Int) -> PostgreSQLError {
        PostgreSQLError(.unexpected, "column \(column) of a result is no \(kind)")
    }
}
