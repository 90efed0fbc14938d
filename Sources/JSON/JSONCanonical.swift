import CSimdjson

/// Bytes that are equal exactly if the values are: for digests.
///
/// Members stand sorted by the bytes of their names, numbers as digits and a power of ten (`1500` is `15e2`, `1.0` is
/// `1`, `-0` is `0`), strings with the shortest escapes, and no white space. An exponent is never spelt out as zeros.
public func canonical(_ value: JSONValue) -> [UInt8] {
    let storage = value.storage
    var bytes: [UInt8] = []
    bytes.reserveCapacity(value.source.count)
    unsafe storage.source.withUnsafeBufferPointer { source in
        unsafe storage.text.withUnsafeBufferPointer { text in
            var canon = unsafe Canonicalizer(storage: storage, source: source, text: text)
            unsafe canon.append(value.index, to: &bytes)
        }
    }
    return bytes
}

/// Walks the tape; the recursion is bounded by ``JSONLimits/depth``.
///
/// It lives within one call that holds the document, so it works on pointers: each look at an array would count
/// references.
@unsafe
private struct Canonicalizer {
    let storage: JSONStorage
    let source: UnsafeBufferPointer<UInt8>
    let text: UnsafeBufferPointer<UInt8>
    /// Members of the objects being written, each object's own behind those of the object around it.
    var members: [Int] = []

    init(storage: JSONStorage, source: UnsafeBufferPointer<UInt8>, text: UnsafeBufferPointer<UInt8>) {
        unsafe self.storage = storage
        unsafe self.source = source
        unsafe self.text = text
    }

    mutating func append(_ index: Int, to bytes: inout [UInt8]) {
        let entry = unsafe self.storage.entry(index)
        switch Int(entry.kind) {
        case CSJ_NUMBER: unsafe CanonicalNumber.append(self.characters(entry).span, to: &bytes)
        case CSJ_STRING: unsafe JSONText.appendQuoted(self.characters(entry).span, to: &bytes)
        case CSJ_ARRAY: unsafe self.appendArray(index, entry, to: &bytes)
        case CSJ_OBJECT: unsafe self.appendObject(index, entry, to: &bytes)
        default: unsafe bytes.append(contentsOf: self.characters(entry))
        }
    }

    /// The text of a string or key, the source of any other scalar.
    private func characters(_ entry: CSJValue) -> UnsafeBufferPointer<UInt8> {
        switch Int(entry.kind) {
        case CSJ_STRING, CSJ_KEY:
            let bytes = unsafe entry.unescaped == 0 ? self.source : self.text
            return unsafe UnsafeBufferPointer(rebasing: bytes[Int(entry.text)..<Int(entry.text + entry.count)])
        default:
            return unsafe UnsafeBufferPointer(rebasing: self.source[Int(entry.at)..<Int(entry.at + entry.length)])
        }
    }

    private mutating func appendArray(_ index: Int, _ entry: CSJValue, to bytes: inout [UInt8]) {
        var element = index + 1
        bytes.append(UInt8(ascii: "["))
        while element < entry.next {
            if element > index + 1 { bytes.append(UInt8(ascii: ",")) }
            unsafe self.append(element, to: &bytes)
            element = unsafe Int(self.storage.entry(element).next)
        }
        bytes.append(UInt8(ascii: "]"))
    }

    private mutating func appendObject(_ index: Int, _ entry: CSJValue, to bytes: inout [UInt8]) {
        let first = unsafe self.members.count
        var member = index + 1
        while member < entry.next {
            if entry.count > 32 {
                unsafe self.members.append(member)
            } else {
                unsafe self.insert(member, from: first)
            }
            member = unsafe Int(self.storage.entry(member + 1).next)
        }
        if entry.count > 32 { unsafe self.sort(from: first) }
        bytes.append(UInt8(ascii: "{"))
        for place in first..<(first + Int(entry.count)) {
            if place > first { bytes.append(UInt8(ascii: ",")) }
            let key = unsafe self.members[place]
            unsafe JSONText.appendQuoted(self.characters(self.storage.entry(key)).span, to: &bytes)
            bytes.append(UInt8(ascii: ":"))
            unsafe self.append(key + 1, to: &bytes)
        }
        bytes.append(UInt8(ascii: "}"))
        unsafe self.members.removeLast(Int(entry.count))
    }

    private mutating func sort(from first: Int) {
        let sorted = unsafe self.members[first...]
            .sorted { left, right in
                let name = unsafe self.characters(self.storage.entry(left))
                return unsafe name.lexicographicallyPrecedes(self.characters(self.storage.entry(right)))
            }
        unsafe self.members.replaceSubrange(first..., with: sorted)
    }

    /// Puts the member where it belongs among those that stand from `first` on, looking by halves.
    ///
    /// For few members: it needs no memory, but moves all behind the place.
    private mutating func insert(_ member: Int, from first: Int) {
        let name = unsafe self.characters(self.storage.entry(member))
        var low = first
        var high = unsafe self.members.count
        while low < high {
            let middle = (low + high) / 2
            let other = unsafe self.characters(self.storage.entry(self.members[middle]))
            if unsafe other.lexicographicallyPrecedes(name) { low = middle + 1 } else { high = middle }
        }
        unsafe self.members.insert(member, at: low)
    }
}
