/// Writes an array of one dimension in PostgreSQL's binary form.
///
/// Source: `array_recv` in PostgreSQL's `src/backend/utils/adt/arrayfuncs.c`: dimensions, whether there are NULLs, the
/// elements' type, size and lower bound of each dimension, then each element behind its length, -1 for NULL.
struct ArrayWriter {
    private var writer = BinaryWriter()

    /// - Parameters:
    ///   - count: How many elements there will be.
    ///   - bytes: How many bytes they have together, about.
    ///   - hasNull: Whether there are NULLs among them.
    init(_ type: PostgreSQLType, count: Int, bytes: Int, hasNull: Bool) {
        self.writer.reserve(20 + 4 * count + bytes)
        self.writer.append(1 as Int32)
        self.writer.append(hasNull ? 1 : 0 as Int32)
        self.writer.append(type.rawValue)
        self.writer.append(Int32(clamping: count))
        self.writer.append(1 as Int32)
    }

    mutating func append(_ value: Int64) {
        self.writer.append(8 as Int32)
        self.writer.append(value)
    }

    mutating func append(_ value: Bool) {
        self.writer.append(1 as Int32)
        self.writer.append(value ? 1 : 0 as UInt8)
    }

    mutating func append(_ value: [UInt8]) {
        self.writer.append(Int32(clamping: value.count))
        self.writer.append(value)
    }

    mutating func append(_ value: String) throws(PostgreSQLError) {
        self.writer.append(Int32(clamping: value.utf8.count))
        try self.writer.append(value)
    }

    mutating func appendNull() { self.writer.append(-1 as Int32) }

    consuming func finish() -> [UInt8] { self.writer.bytes }
}
