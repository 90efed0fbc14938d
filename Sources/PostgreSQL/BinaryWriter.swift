internal import Glibc

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
        var text = text
        let hasNUL = text.withUTF8 { utf8 in
            unsafe self.bytes.append(contentsOf: utf8)
            return unsafe utf8.baseAddress.map { unsafe memchr($0, 0, utf8.count) != nil } ?? false
        }
        if hasNUL { throw PostgreSQLError(.badValue, "text with the character NUL can't be stored in PostgreSQL") }
    }
}
