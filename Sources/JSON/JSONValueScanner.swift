/// Finds where a value of a stream ends, without reading it: brackets and strings only.
struct JSONValueScanner: Sendable {
    enum Outcome {
        /// The value ends before this place.
        case complete(Int)
        /// What stands here can't belong to the value.
        case broken(Int)
        /// The value goes on past the bytes that there are.
        case more
    }

    /// The next byte to look at.
    var position = 0
    /// Whether the value is a word or a number, which only what follows it ends.
    private(set) var isScalar = false
    private var brackets: [UInt8] = []
    private var isInString = false
    private var isEscaped = false
    /// The last byte that was no space and stood in no string.
    private var previous: UInt8 = 0

    static func isSpace(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
            || byte == UInt8(ascii: "\t")
    }

    /// Goes on where it stopped, up to `depth` levels and the place `bytes`.
    mutating func scan(_ buffer: [UInt8], depth: Int, bytes: Int) -> Outcome {
        while self.position < buffer.count {
            guard self.position < bytes else { return .broken(self.position) }
            let byte = buffer[self.position]
            if self.isInString {
                if let outcome = self.insideString(byte) { return outcome }
            } else if let outcome = self.outsideString(byte, depth: depth) {
                return outcome
            }
            self.position += 1
        }
        return .more
    }

    private mutating func insideString(_ byte: UInt8) -> Outcome? {
        if self.isEscaped {
            self.isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
            self.isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
            self.isInString = false
            if self.brackets.isEmpty { return .complete(self.position + 1) }
        } else if byte == UInt8(ascii: "\n") {
            return .broken(self.position)
        }
        return nil
    }

    private mutating func outsideString(_ byte: UInt8, depth: Int) -> Outcome? {
        if Self.isSpace(byte) { return self.isScalar ? .complete(self.position) : nil }
        defer { self.previous = byte }
        switch byte {
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            if self.isScalar { return .complete(self.position) }
            guard self.valueMayBegin, self.brackets.count < depth else { return .broken(self.position) }
            self.brackets.append(byte)
        case UInt8(ascii: "}"), UInt8(ascii: "]"):
            if self.isScalar { return .complete(self.position) }
            // In ASCII each closing bracket is two places behind its opening one.
            guard self.brackets.popLast() == byte - 2 else { return .broken(self.position) }
            if self.brackets.isEmpty { return .complete(self.position + 1) }
        case UInt8(ascii: "\""):
            if self.isScalar { return .complete(self.position) }
            self.isInString = true
        case UInt8(ascii: ","), UInt8(ascii: ":"):
            if self.brackets.isEmpty { return self.isScalar ? .complete(self.position) : .broken(self.position) }
        default:
            if self.brackets.isEmpty { self.isScalar = true }
        }
        return nil
    }

    /// Whether an array or object may begin here.
    ///
    /// It tells a value that lost its end from the one on the next line.
    private var valueMayBegin: Bool {
        guard let container = self.brackets.last else { return true }
        switch self.previous {
        case UInt8(ascii: ":"), UInt8(ascii: "["): return true
        case UInt8(ascii: ","): return container == UInt8(ascii: "[")
        default: return false
        }
    }
}
