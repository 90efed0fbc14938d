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

    /// The characters of the string or key at `index`, escapes resolved.
    func withText<Result, Failure: Error>(
        at index: Int,
        _ body: (Span<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let entry = self.entry(index)
        let bytes = entry.unescaped == 0 ? self.source : self.text
        return try body(bytes.span.extracting(Int(entry.text)..<Int(entry.text + entry.count)))
    }

    /// A string of its own for the string or key at `index`.
    func string(at index: Int) -> String {
        self.withText(at: index) { text in
            unsafe text.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
        }
    }

    /// Whether the string or key at `index` has exactly these characters.
    func isText(_ other: borrowing Span<UInt8>, at index: Int) -> Bool {
        let entry = self.entry(index)
        guard Int(entry.count) == other.count else { return false }
        let start = Int(entry.text)
        let bytes = entry.unescaped == 0 ? self.source : self.text
        for place in 0..<other.count where bytes[start + place] != other[place] { return false }
        return true
    }

    /// The same for a literal, which lies in memory already.
    func isText(_ other: StaticString, at index: Int) -> Bool {
        guard other.hasPointerRepresentation else { return self.string(at: index) == other.description }
        let bytes = unsafe UnsafeBufferPointer(start: other.utf8Start, count: other.utf8CodeUnitCount)
        return unsafe self.isText(bytes.span, at: index)
    }

    /// Where the bytes of the value at `index` lie in the source.
    func range(at index: Int) -> Range<Int> {
        let entry = self.entry(index)
        return Int(entry.at)..<Int(entry.at + entry.length)
    }
}
