import CSimdjson

/// What the cursors of one document share.
///
/// Its tape lies in memory of its own, because reading an element of an array counts its references up and down each
/// time, which was two thirds of the cost of a walk. It is written once, in `init`, and only read from then on: that
/// makes it safe to share.
@safe
final class JSONStorage: @unchecked Sendable {
    let source: [UInt8]
    /// Strings that had escapes, resolved, one after another.
    let text: [UInt8]
    private let tape: UnsafeMutableBufferPointer<CSJValue>

    init(parsing bytes: [UInt8], limits: JSONLimits) throws(JSONError) {
        var failure: JSONError?
        var text: [UInt8] = []
        var tape = unsafe UnsafeMutableBufferPointer<CSJValue>(start: nil, count: 0)
        let limit = CSJLimits(
            bytes: limits.bytes,
            depth: limits.depth,
            values: limits.values,
            number_length: limits.numberLength
        )
        unsafe bytes.withUnsafeBufferPointer { source in
            var result = unsafe CSJResult()
            let code = unsafe csj_parse(source.baseAddress, source.count, limit, &result)
            // The result's memory is the parser's, until this thread's next call: copied here and now.
            if code == 0 {
                unsafe tape = .allocate(capacity: result.count)
                _ = unsafe tape.initialize(
                    fromContentsOf: UnsafeBufferPointer(start: result.values, count: result.count)
                )
                unsafe text = Array(UnsafeBufferPointer(start: result.text, count: result.text_length))
            } else {
                let path = unsafe UnsafeRawBufferPointer(start: result.path, count: result.path_length)
                failure = unsafe JSONError(
                    JSONProblem(code: Int(code)),
                    offset: result.offset,
                    path: String(decoding: path, as: UTF8.self),
                    in: source.span
                )
            }
        }
        if let failure { throw failure }
        self.source = bytes
        self.text = text
        unsafe self.tape = tape
    }

    deinit {
        unsafe self.tape.deallocate()
    }

    /// The entry at `index`, which comes from the tape itself.
    func entry(_ index: Int) -> CSJValue {
        precondition(unsafe self.tape.indices.contains(index))
        return unsafe self.tape[index]
    }

    /// Lends the whole tape, for a walk that follows its own numbers.
    func withTape<Result>(_ body: (UnsafeBufferPointer<CSJValue>) -> Result) -> Result {
        unsafe body(UnsafeBufferPointer(self.tape))
    }

    /// Lends the characters of the string or key at `index`, escapes resolved.
    ///
    /// Each branch borrows its array where it stands: choosing between them first would count references.
    @inline(__always)
    func withCharacters<Result, Failure: Error>(
        at index: Int,
        _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let entry = self.entry(index)
        let place = Int(entry.text)..<Int(entry.text + entry.count)
        if entry.unescaped == 0 {
            return try unsafe self.source.withUnsafeBufferPointer { source throws(Failure) in
                try unsafe body(UnsafeBufferPointer(rebasing: source[place]))
            }
        }
        return try unsafe self.text.withUnsafeBufferPointer { text throws(Failure) in
            try unsafe body(UnsafeBufferPointer(rebasing: text[place]))
        }
    }

    /// The same as a span.
    func withText<Result, Failure: Error>(
        at index: Int,
        _ body: (Span<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try unsafe self.withCharacters(at: index) { text throws(Failure) in try unsafe body(text.span) }
    }

    /// A string of its own for the string or key at `index`.
    func string(at index: Int) -> String {
        unsafe self.withCharacters(at: index) { unsafe String(decoding: $0, as: UTF8.self) }
    }

    /// Whether the string or key at `index` has exactly these characters.
    @inline(__always)
    func isText(_ other: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
        guard Int(self.entry(index).count) == other.count else { return false }
        return unsafe self.withCharacters(at: index) { text in
            for place in 0..<other.count where unsafe text[place] != other[place] { return false }
            return true
        }
    }

    /// The same for a string.
    func isText(_ other: String, at index: Int) -> Bool {
        // Strings of Swift's own lie in one piece.
        unsafe other.utf8.withContiguousStorageIfAvailable { unsafe self.isText($0, at: index) }
            ?? (self.string(at: index).utf8.elementsEqual(other.utf8))
    }

    /// The same for a literal, which lies in memory already.
    func isText(_ other: StaticString, at index: Int) -> Bool {
        guard other.hasPointerRepresentation else { return self.string(at: index) == other.description }
        let bytes = unsafe UnsafeBufferPointer(start: other.utf8Start, count: other.utf8CodeUnitCount)
        return unsafe self.isText(bytes, at: index)
    }

    /// Where the bytes of the value at `index` lie in the source.
    func range(at index: Int) -> Range<Int> {
        let entry = self.entry(index)
        return Int(entry.at)..<Int(entry.at + entry.length)
    }
}
