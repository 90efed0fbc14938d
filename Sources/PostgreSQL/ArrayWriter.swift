/// Writes an array of one dimension in PostgreSQL's binary form.
///
/// Source: `array_recv` in PostgreSQL's `src/backend/utils/adt/arrayfuncs.c`: dimensions, whether there are NULLs, the
/// elements' type, size and lower bound of each dimension, then each element behind its length, -1 for NULL.
struct ArrayWriter {
    private var writer = BinaryWriter()
    private var count: Int32 = 0
    private var hasNull = false

    /// - Parameters:
    ///   - count: How many elements there will be.
    ///   - bytes: How many bytes they have together, about.
    init(_ type: PostgreSQLType, count: Int, bytes: Int) {
        self.writer.reserve(20 + 4 * count + bytes)
        self.writer.append(1 as Int32)
        self.writer.append(0 as Int32)
        self.writer.append(type.rawValue)
        self.writer.append(0 as Int32)
        self.writer.append(1 as Int32)
    }

    mutating func element<Failure>(
        _ write: (inout BinaryWriter) throws(Failure) -> Void
    ) throws(Failure) {
        let place = self.writer.bytes.count
        self.writer.append(0 as Int32)
        try write(&self.writer)
        self.writer.set(Int32(clamping: self.writer.bytes.count - place - 4), at: place)
        self.count += 1
    }

    mutating func null() {
        self.writer.append(-1 as Int32)
        self.hasNull = true
        self.count += 1
    }

    consuming func finish() -> [UInt8] {
        var writer = self.writer
        writer.set(self.hasNull ? 1 : 0, at: 4)
        writer.set(self.count, at: 12)
        return writer.bytes
    }
}
