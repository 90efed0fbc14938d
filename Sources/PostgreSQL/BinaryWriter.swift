/// Writes values in PostgreSQL's binary form: big-endian, strings without a terminator.
struct BinaryWriter {
    private(set) var bytes: [UInt8] = []

    static func bytes(of value: Int64) -> [UInt8] {
        var writer = BinaryWriter()
        writer.append(value)
        return writer.bytes
    }

    mutating func reserve(_ count: Int) { self.bytes.reserveCapacity(self.bytes.count + count) }

    mutating func append(_ value: some FixedWidthInteger) {
        unsafe withUnsafeBytes(of: value.bigEndian) { unsafe self.bytes.append(contentsOf: $0) }
    }

    mutating func append(_ value: [UInt8]) { self.bytes.append(contentsOf: value) }

    /// Text as UTF-8.
    ///
    /// - Throws: ``PostgreSQLError`` with code `badValue`: PostgreSQL has no text with the character NUL.
    mutating func append(_ text: String) throws(PostgreSQLError) {
        let start = self.bytes.count
        self.bytes.append(contentsOf: text.utf8)
        if self.bytes[start...].contains(0) {
            throw PostgreSQLError(.badValue, "text with the character NUL can't be stored in PostgreSQL")
        }
    }

    /// Puts the number in the place of the four bytes there.
    mutating func set(_ value: Int32, at place: Int) {
        for offset in 0..<4 { self.bytes[place + offset] = UInt8(truncatingIfNeeded: value >> (24 - 8 * offset)) }
    }
}
