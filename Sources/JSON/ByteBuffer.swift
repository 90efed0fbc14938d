/// Bytes that grow at their end, for what is written piece by piece.
///
/// An array asks with every piece whether somebody shares it, which costs more than most pieces of a JSON text. This
/// has its memory to itself, so it asks only for room.
@safe
struct ByteBuffer: ~Copyable, @unchecked Sendable {
    // Sendable, since it can't be copied: whoever has it has its memory alone.
    private var start: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    private(set) var count = 0

    init(capacity: Int) {
        self.capacity = max(capacity, 64)
        unsafe self.start = .allocate(capacity: self.capacity)
    }

    deinit {
        unsafe self.start.deallocate()
    }

    /// A copy as long as its content.
    var array: [UInt8] { unsafe Array(UnsafeBufferPointer(start: self.start, count: self.count)) }

    /// Lends the content.
    borrowing func withSpan<Result>(_ body: (borrowing Span<UInt8>) -> Result) -> Result {
        unsafe body(UnsafeBufferPointer(start: self.start, count: self.count).span)
    }

    @inline(__always)
    mutating func append(_ byte: UInt8) {
        if self.count == self.capacity { self.grow(by: 1) }
        unsafe self.start[self.count] = byte
        self.count &+= 1
    }

    @inline(__always)
    mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let source = bytes.baseAddress else { return }
        if self.capacity &- self.count < bytes.count { self.grow(by: bytes.count) }
        unsafe (self.start + self.count).update(from: source, count: bytes.count)
        self.count &+= bytes.count
    }

    @inline(__always)
    mutating func append(_ text: StaticString) {
        if text.hasPointerRepresentation {
            unsafe self.append(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
        } else {
            self.append(text.description)
        }
    }

    @inline(__always)
    mutating func append(_ text: String) {
        // Strings of Swift's own lie in one piece; this is a call less than a span of them.
        if unsafe text.utf8.withContiguousStorageIfAvailable({ unsafe self.append($0) }) == nil {
            for byte in text.utf8 { self.append(byte) }
        }
    }

    /// Appends a whole number's digits.
    mutating func append(_ number: Int) {
        if number < 0 { self.append(UInt8(ascii: "-")) }
        self.append(UInt64(number.magnitude))
    }

    /// Appends a whole number's digits, the last one found first.
    mutating func append(_ number: UInt64) {
        var digits = InlineArray<20, UInt8>(repeating: 0)
        var place = 20
        var rest = number
        repeat {
            place -= 1
            digits[place] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        } while rest > 0
        unsafe digits.span.extracting(place...).withUnsafeBufferPointer { unsafe self.append($0) }
    }

    @inline(never)
    private mutating func grow(by more: Int) {
        let capacity = max(self.capacity * 2, self.count + more)
        let start = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
        unsafe start.update(from: self.start, count: self.count)
        unsafe self.start.deallocate()
        unsafe self.start = start
        self.capacity = capacity
    }
}
