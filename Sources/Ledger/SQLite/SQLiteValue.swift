import SQLite

/// What can be a value of an ``KeptStatement``.
protocol SQLiteValue {
    /// Adds the value to those of the statement.
    func append(to buffer: inout ValueBuffer)
}

extension String: SQLiteValue {
    func append(to buffer: inout ValueBuffer) { buffer.append(self) }
}

extension Int64: SQLiteValue {
    func append(to buffer: inout ValueBuffer) { buffer.append(self) }
}

extension Int: SQLiteValue {
    func append(to buffer: inout ValueBuffer) { buffer.append(Int64(self)) }
}

extension Blob: SQLiteValue {
    func append(to buffer: inout ValueBuffer) { buffer.append(blob: self.bytes) }
}

extension Optional: SQLiteValue where Wrapped: SQLiteValue {
    func append(to buffer: inout ValueBuffer) {
        if let self { self.append(to: &buffer) } else { buffer.appendNull() }
    }
}

/// Text that is known as UTF-8.
struct TextBytes: SQLiteValue {
    let bytes: [UInt8]

    func append(to buffer: inout ValueBuffer) { buffer.append(text: self.bytes) }
}
