/// Reads JSON values that stand one after another, with any white space or none between them.
///
/// A value that is malformed is told and left behind: if its brackets close, reading goes on right after it,
/// otherwise at the next line that begins with `{` or `[`. So one broken value costs no other, in files of a value a
/// line as in those of indented values.
///
/// ```swift
/// var reader = JSONStreamReader()
/// while let chunk = source.read() {
///     reader.append(chunk)
///     while let item = reader.next() { … }
/// }
/// reader.end()
/// while let item = reader.next() { … }
/// ```
public struct JSONStreamReader: Sendable {
    /// One value of the stream, or why there is none.
    public struct Item: Sendable {
        /// Where the value begins, in bytes from the start of the stream.
        public let offset: Int
        /// The line that it begins on, counted from 1.
        public let line: Int
        /// The value, with places of its own; or the problem, with its place in the stream.
        public let result: Result<JSONDocument, JSONError>
    }

    private let limits: JSONLimits
    private var buffer: [UInt8] = []
    private var scanner = JSONValueScanner()
    /// Where the value at hand begins, in the buffer; what stands before it is done with.
    private var head = 0
    private var consumed = 0
    private var line = 1
    private var column = 1
    private var isResynchronising = false
    private var hasEnded = false

    /// A reader at the start of its stream.
    ///
    /// ``JSONLimits/bytes`` is that of each value.
    public init(limits: JSONLimits = .standard) {
        self.limits = limits
    }

    /// Takes the next bytes of the stream, cut anywhere.
    public mutating func append(_ chunk: some Collection<UInt8>) {
        if self.head > 0 {
            self.consumed += self.head
            self.buffer.removeSubrange(0..<self.head)
            self.scanner.position -= self.head
            self.head = 0
        }
        self.buffer.append(contentsOf: chunk)
    }

    /// Says that no more bytes follow.
    public mutating func end() {
        self.hasEnded = true
    }

    /// The next value or problem; `nil` when more bytes are needed or, after ``end()``, when there is nothing left.
    public mutating func next() -> Item? {
        guard self.findStart() else { return nil }
        switch self.scanner.scan(self.buffer, depth: self.limits.depth, bytes: self.head + self.limits.bytes) {
        case .complete(let end): return self.take(to: end)
        case .broken(let place): return self.reject(to: min(place + 1, self.buffer.count), resumingAt: place)
        case .more:
            guard self.hasEnded else { return nil }
            if self.scanner.isScalar { return self.take(to: self.buffer.count) }
            return self.reject(to: self.buffer.count, resumingAt: self.head + 1)
        }
    }

    private mutating func take(to end: Int) -> Item {
        let wasScalar = self.scanner.isScalar
        let result = self.parse(to: end)
        let item = Item(offset: self.consumed + self.head, line: self.line, result: result)
        self.advance(to: end)
        if wasScalar, case .failure = result { self.isResynchronising = true }
        return item
    }

    private mutating func reject(to end: Int, resumingAt place: Int) -> Item {
        let offset = self.consumed + self.head
        let line = self.line
        var result = self.parse(to: end)
        if case .success(let document) = result {
            let bytes = document.source
            result = .failure(
                JSONError(.unreadable, offset: bytes.count, in: bytes.span)
                    .moved(
                        byOffset: offset,
                        lines: self.line - 1,
                        columns: self.column - 1
                    )
            )
        }
        self.advance(to: place)
        self.isResynchronising = true
        return Item(offset: offset, line: line, result: result)
    }

    private func parse(to end: Int) -> Result<JSONDocument, JSONError> {
        do throws(JSONError) {
            return .success(try JSONDocument(parsing: Array(self.buffer[self.head..<end]), limits: self.limits))
        } catch {
            return .failure(
                error.moved(
                    byOffset: self.consumed + self.head,
                    lines: self.line - 1,
                    columns: self.column - 1
                )
            )
        }
    }

    /// Moves to the first byte of the next value; false if there is none yet.
    private mutating func findStart() -> Bool {
        if self.scanner.position > self.head { return true }
        var place = self.head
        if self.isResynchronising {
            let opens: Set<UInt8> = [UInt8(ascii: "{"), UInt8(ascii: "[")]
            var column = self.column
            while place < self.buffer.count, column != 1 || !opens.contains(self.buffer[place]) {
                column = self.buffer[place] == UInt8(ascii: "\n") ? 1 : column + 1
                place += 1
            }
        } else {
            while place < self.buffer.count, JSONValueScanner.isSpace(self.buffer[place]) { place += 1 }
        }
        self.advance(to: place)
        guard place < self.buffer.count else { return false }
        self.isResynchronising = false
        return true
    }

    private mutating func advance(to place: Int) {
        for byte in self.buffer[self.head..<place] {
            if byte == UInt8(ascii: "\n") {
                self.line += 1
                self.column = 1
            } else if byte & 0xC0 != 0x80 {
                self.column += 1
            }
        }
        self.head = place
        self.scanner = JSONValueScanner()
        self.scanner.position = place
    }
}
