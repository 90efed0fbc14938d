import CSimdjson

/// Bytes that are equal exactly if the values are: for digests.
///
/// Members stand sorted by the bytes of their names, numbers as digits and a power of ten (`1500` is `15e2`, `1.0` is
/// `1`, `-0` is `0`), strings with the shortest escapes, and no white space. An exponent is never spelt out as zeros.
public func canonical(_ value: JSONValue) -> [UInt8] {
    var canon = Canonicalizer(value.storage)
    canon.bytes.reserveCapacity(value.source.count)
    canon.append(value.index)
    return canon.bytes
}

/// Walks the tape; the recursion is bounded by ``JSONLimits/depth``.
private struct Canonicalizer {
    let storage: JSONStorage
    var bytes: [UInt8] = []
    /// Members of the objects being written, each object's own behind those of the object around it.
    var members: [Int] = []

    init(_ storage: JSONStorage) {
        self.storage = storage
    }

    mutating func append(_ index: Int) {
        let kind = Int(self.storage.tape[index].kind)
        switch kind {
        case CSJ_NUMBER:
            let source = self.storage.source
            CanonicalNumber.append(source.span.extracting(self.storage.range(at: index)), to: &self.bytes)
        case CSJ_STRING, CSJ_KEY: self.appendText(index)
        case CSJ_ARRAY: self.appendArray(index)
        case CSJ_OBJECT: self.appendObject(index)
        default: self.bytes.append(contentsOf: self.storage.source[self.storage.range(at: index)])
        }
    }

    private mutating func appendText(_ index: Int) {
        let entry = self.storage.tape[index]
        let range = Int(entry.text)..<Int(entry.text + entry.count)
        let source = entry.unescaped == 0 ? self.storage.source : self.storage.text
        JSONText.appendQuoted(source.span.extracting(range), to: &self.bytes)
    }

    private mutating func appendArray(_ index: Int) {
        let end = Int(self.storage.tape[index].next)
        var element = index + 1
        self.bytes.append(UInt8(ascii: "["))
        while element < end {
            if element > index + 1 { self.bytes.append(UInt8(ascii: ",")) }
            self.append(element)
            element = Int(self.storage.tape[element].next)
        }
        self.bytes.append(UInt8(ascii: "]"))
    }

    private mutating func appendObject(_ index: Int) {
        let end = Int(self.storage.tape[index].next)
        let first = self.members.count
        var member = index + 1
        var sorted = true
        while member < end {
            if let last = self.members.last, self.members.count > first {
                sorted = sorted && self.precedes(last, member)
            }
            self.members.append(member)
            member = Int(self.storage.tape[member + 1].next)
        }
        if !sorted {
            var own = Array(self.members[first...])
            own.sort { self.precedes($0, $1) }
            self.members.replaceSubrange(first..., with: own)
        }
        self.bytes.append(UInt8(ascii: "{"))
        for place in first..<self.members.count {
            if place > first { self.bytes.append(UInt8(ascii: ",")) }
            let key = self.members[place]
            self.appendText(key)
            self.bytes.append(UInt8(ascii: ":"))
            self.append(key + 1)
        }
        self.bytes.append(UInt8(ascii: "}"))
        self.members.removeSubrange(first...)
    }

    private func precedes(_ left: Int, _ right: Int) -> Bool {
        self.storage.withText(at: left) { left in
            self.storage.withText(at: right) { right in
                for index in 0..<min(left.count, right.count) where left[index] != right[index] {
                    return left[index] < right[index]
                }
                return left.count < right.count
            }
        }
    }
}
