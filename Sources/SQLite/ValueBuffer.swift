internal import GRDBSQLite

/// Values on their way into a statement, as its parameters.
///
/// Texts and blobs are put one after another into memory of its own, from which SQLite reads them while the statement
/// runs: nothing is allocated for a value, and nothing is copied twice.
@safe
public struct ValueBuffer: ~Copyable {
    private enum Kind {
        case null
        case integer
        case text
        case blob
    }

    private struct Value {
        let kind: Kind
        /// The integer, or where the bytes begin.
        let number: Int64
        /// How many bytes there are.
        var count = 0
    }

    private var start: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    private var used = 0
    private var values: [Value] = []

    /// An empty buffer; it grows as it needs to.
    public init(capacity: Int = 1 << 10) {
        self.capacity = max(capacity, 64)
        unsafe self.start = .allocate(capacity: self.capacity)
    }

    deinit {
        unsafe self.start.deallocate()
    }

    /// How many values there are.
    public var count: Int { self.values.count }

    /// Forgets all values and keeps the memory.
    public mutating func removeAll() {
        self.values.removeAll(keepingCapacity: true)
        self.used = 0
    }

    /// Adds a NULL.
    public mutating func appendNull() {
        self.values.append(Value(kind: .null, number: 0))
    }

    /// Adds a whole number.
    public mutating func append(_ number: Int64) {
        self.values.append(Value(kind: .integer, number: number))
    }

    /// Adds a whole number, or a NULL for `nil`.
    public mutating func append(_ number: Int64?) {
        if let number { self.append(number) } else { self.appendNull() }
    }

    /// Adds a text.
    public mutating func append(_ text: String) {
        var text = text
        text.withUTF8 { unsafe self.append($0, .text) }
    }

    /// Adds a text, or a NULL for `nil`.
    public mutating func append(_ text: String?) {
        if let text { self.append(text) } else { self.appendNull() }
    }

    /// Adds a text that is known as UTF-8.
    public mutating func append(text: [UInt8]) {
        unsafe text.withUnsafeBufferPointer { unsafe self.append($0, .text) }
    }

    /// Adds a blob; without bytes it is an empty one, not a NULL.
    public mutating func append(blob: [UInt8]) {
        unsafe blob.withUnsafeBufferPointer { unsafe self.append($0, .blob) }
    }

    /// Adds a blob; without bytes it is an empty one, not a NULL.
    public mutating func append(blob: ArraySlice<UInt8>) {
        unsafe blob.withUnsafeBufferPointer { unsafe self.append($0, .blob) }
    }

    /// Runs a statement with some of the values as its parameters, in their order.
    ///
    /// - Parameters:
    ///   - statement: A statement of SQLite, not running; it is reset, with no parameter bound, when this returns.
    ///   - first: The first value.
    ///   - count: How many values there are to it.
    ///   - row: Gets every row that it gives.
    /// - Throws: ``Refusal`` if SQLite can't carry it out.
    public borrowing func run(
        _ statement: OpaquePointer,
        from first: Int,
        count: Int,
        row: (borrowing ResultRow) -> Void
    ) throws(Refusal) {
        precondition(first >= 0 && count >= 0 && first + count <= self.values.count)
        var code = SQLITE_OK
        for place in 0..<count where code == SQLITE_OK {
            code = unsafe self.bind(self.values[first + place], to: statement, at: Int32(place + 1))
        }
        if code == SQLITE_OK { code = unsafe sqlite3_step(statement) }
        while code == SQLITE_ROW {
            unsafe row(ResultRow(statement))
            code = unsafe sqlite3_step(statement)
        }
        var refusal: Refusal?
        if code != SQLITE_DONE {
            // Before the reset, after which SQLite may have other words.
            let words = unsafe sqlite3_errmsg(sqlite3_db_handle(statement)).map { unsafe String(cString: $0) }
            refusal = Refusal(code: code, message: words ?? "no reason given")
        }
        unsafe sqlite3_reset(statement)
        // What was bound lies in memory that may be gone at the next use.
        unsafe sqlite3_clear_bindings(statement)
        if let refusal { throw refusal }
    }

    private borrowing func bind(_ value: Value, to statement: OpaquePointer, at index: Int32) -> Int32 {
        switch value.kind {
        case .null: return unsafe sqlite3_bind_null(statement, index)
        case .integer: return unsafe sqlite3_bind_int64(statement, index, value.number)
        case .text:
            let bytes = unsafe UnsafeRawPointer(self.start + Int(value.number)).assumingMemoryBound(to: CChar.self)
            // Without a destructor SQLite takes the bytes where they lie.
            return unsafe sqlite3_bind_text64(
                statement,
                index,
                bytes,
                sqlite3_uint64(value.count),
                nil,
                UInt8(SQLITE_UTF8)
            )
        case .blob:
            let bytes = unsafe self.start + Int(value.number)
            return unsafe sqlite3_bind_blob64(statement, index, bytes, sqlite3_uint64(value.count), nil)
        }
    }

    private mutating func append(_ bytes: UnsafeBufferPointer<UInt8>, _ kind: Kind) {
        if self.capacity - self.used < bytes.count { self.grow(by: bytes.count) }
        if let source = bytes.baseAddress { unsafe (self.start + self.used).update(from: source, count: bytes.count) }
        self.values.append(Value(kind: kind, number: Int64(self.used), count: bytes.count))
        self.used += bytes.count
    }

    private mutating func grow(by more: Int) {
        let capacity = max(self.capacity * 2, self.used + more)
        let start = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
        unsafe start.update(from: self.start, count: self.used)
        unsafe self.start.deallocate()
        unsafe self.start = start
        self.capacity = capacity
    }
}
