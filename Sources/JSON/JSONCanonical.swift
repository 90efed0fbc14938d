import CSimdjson

/// Bytes that are equal exactly if the values are: for digests.
///
/// Members stand sorted by the bytes of their names, numbers as digits and a power of ten (`1500` is `15e2`, `1.0` is
/// `1`, `-0` is `0`), strings with the shortest escapes, and no white space. An exponent is never spelt out as zeros.
public func canonical(_ value: JSONValue) -> [UInt8] {
    withCanonical(value) { bytes in unsafe bytes.withUnsafeBufferPointer { unsafe Array($0) } }
}

/// Lends ``canonical(_:)``'s bytes to `body`: a digest needs no array of them.
public func withCanonical<Result>(_ value: JSONValue, _ body: (borrowing Span<UInt8>) -> Result) -> Result {
    let storage = value.storage
    var bytes = ByteBuffer(capacity: storage.range(at: value.index).count)
    unsafe storage.withTape { tape in
        unsafe storage.source.withUnsafeBufferPointer { source in
            unsafe storage.text.withUnsafeBufferPointer { text in
                var canon = unsafe Canonicalizer(tape: tape, source: source, text: text)
                unsafe canon.append(value.index, to: &bytes)
            }
        }
    }
    return bytes.withSpan(body)
}

/// Walks the tape; the recursion is bounded by ``JSONLimits/depth``.
///
/// It lives within one call that holds the document, so it works on pointers: each look at an array would count
/// references.
@unsafe
private struct Canonicalizer {
    /// A member of an object, with the first eight bytes of its name as a number, by which most differ.
    private struct Member {
        let start: UInt64
        let index: Int
    }

    let tape: UnsafeBufferPointer<CSJValue>
    let source: UnsafeBufferPointer<UInt8>
    let text: UnsafeBufferPointer<UInt8>
    /// Members of the objects being written, each object's own behind those of the object around it; what follows the
    /// first ``used`` is left from objects that are written.
    private var members: [Member] = []
    private var used = 0

    init(
        tape: UnsafeBufferPointer<CSJValue>,
        source: UnsafeBufferPointer<UInt8>,
        text: UnsafeBufferPointer<UInt8>
    ) {
        unsafe self.tape = tape
        unsafe self.source = source
        unsafe self.text = text
        unsafe self.members.reserveCapacity(32)
    }

    mutating func append(_ index: Int, to bytes: inout ByteBuffer) {
        switch unsafe Int(self.tape[index].kind) {
        case CSJ_NUMBER: unsafe CanonicalNumber.append(self.characters(index), to: &bytes)
        case CSJ_STRING: unsafe self.appendText(index, to: &bytes)
        case CSJ_ARRAY: unsafe self.appendArray(index, to: &bytes)
        case CSJ_OBJECT: unsafe self.appendObject(index, to: &bytes)
        default: unsafe bytes.append(self.characters(index))
        }
    }

    /// The text of a string or key, the source of any other scalar.
    @inline(__always)
    private func characters(_ index: Int) -> UnsafeBufferPointer<UInt8> {
        let entry = unsafe self.tape[index]
        switch Int(entry.kind) {
        case CSJ_STRING, CSJ_KEY:
            let bytes = unsafe entry.unescaped == 0 ? self.source : self.text
            return unsafe UnsafeBufferPointer(rebasing: bytes[Int(entry.text)..<Int(entry.text + entry.count)])
        default:
            return unsafe UnsafeBufferPointer(rebasing: self.source[Int(entry.at)..<Int(entry.at + entry.length)])
        }
    }

    /// A string or key with its quotes.
    @inline(__always)
    private func appendText(_ index: Int, to bytes: inout ByteBuffer) {
        let entry = unsafe self.tape[index]
        guard entry.unescaped == 0 else {
            return unsafe JSONText.appendQuoted(self.characters(index), to: &bytes)
        }
        // What the source wrote without an escape needs none: it is the shortest spelling already.
        unsafe bytes.append(UnsafeBufferPointer(rebasing: self.source[Int(entry.at)..<Int(entry.at + entry.length)]))
    }

    private mutating func appendArray(_ index: Int, to bytes: inout ByteBuffer) {
        var element = index + 1
        let end = unsafe Int(self.tape[index].next)
        bytes.append(UInt8(ascii: "["))
        while element < end {
            if element > index + 1 { bytes.append(UInt8(ascii: ",")) }
            unsafe self.append(element, to: &bytes)
            element = unsafe Int(self.tape[element].next)
        }
        bytes.append(UInt8(ascii: "]"))
    }

    private mutating func appendObject(_ index: Int, to bytes: inout ByteBuffer) {
        let (count, end) = unsafe (Int(self.tape[index].count), Int(self.tape[index].next))
        let first = unsafe self.used
        var key = index + 1
        while key < end {
            let member = unsafe Member(start: self.start(key), index: key)
            if count <= 32 { unsafe self.insert(member, from: first) } else { unsafe self.add(member) }
            key = unsafe Int(self.tape[key + 1].next)
        }
        if count > 32 { unsafe self.sort(from: first) }
        bytes.append(UInt8(ascii: "{"))
        for place in first..<(first + count) {
            if place > first { bytes.append(UInt8(ascii: ",")) }
            let key = unsafe self.members[place].index
            unsafe self.appendText(key, to: &bytes)
            bytes.append(UInt8(ascii: ":"))
            unsafe self.append(key + 1, to: &bytes)
        }
        bytes.append(UInt8(ascii: "}"))
        unsafe self.used = first
    }

    /// The first eight bytes of a name, the first one highest; what a shorter name lacks is zero.
    private func start(_ key: Int) -> UInt64 {
        let name = unsafe self.characters(key)
        if name.count >= 8 {
            return unsafe UInt64(bigEndian: UnsafeRawBufferPointer(name).loadUnaligned(as: UInt64.self))
        }
        var start: UInt64 = 0
        for place in 0..<name.count { start |= unsafe UInt64(name[place]) << (56 - 8 * UInt64(place)) }
        return start
    }

    @inline(__always)
    private func precedes(_ left: Member, _ right: Member) -> Bool {
        if left.start != right.start { return left.start < right.start }
        return unsafe self.characters(left.index).lexicographicallyPrecedes(self.characters(right.index))
    }

    private mutating func add(_ member: Member) {
        if unsafe self.used < self.members.count {
            unsafe self.members[self.used] = member
        } else {
            unsafe self.members.append(member)
        }
        unsafe self.used += 1
    }

    /// For many members; it takes memory of its own.
    private mutating func sort(from first: Int) {
        let sorted = unsafe self.members[first..<self.used].sorted { unsafe self.precedes($0, $1) }
        unsafe self.members.replaceSubrange(first..<self.used, with: sorted)
    }

    /// Adds a member where it belongs among those from `first` on, which stand sorted.
    private mutating func insert(_ member: Member, from first: Int) {
        var place = unsafe self.used
        unsafe self.add(member)
        while place > first, unsafe self.precedes(member, self.members[place - 1]) {
            unsafe self.members[place] = self.members[place - 1]
            place -= 1
        }
        unsafe self.members[place] = member
    }
}
