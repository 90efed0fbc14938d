/// How a string is put between quotes: the shortest escapes, and only where JSON demands one.
enum JSONText {
    /// Appends the characters with their quotes.
    @inline(__always)
    static func appendQuoted(_ text: UnsafeBufferPointer<UInt8>, to bytes: inout ByteBuffer) {
        bytes.append(UInt8(ascii: "\""))
        unsafe self.append(text, to: &bytes)
        bytes.append(UInt8(ascii: "\""))
    }

    /// Appends a string with its quotes.
    @inline(__always)
    static func appendQuoted(_ text: String, to bytes: inout ByteBuffer) {
        bytes.append(UInt8(ascii: "\""))
        self.append(text, to: &bytes)
        bytes.append(UInt8(ascii: "\""))
    }

    /// Appends a string, escaped.
    @inline(__always)
    static func append(_ text: String, to bytes: inout ByteBuffer) {
        // Strings of Swift's own lie in one piece.
        let done: Void? = unsafe text.utf8.withContiguousStorageIfAvailable { unsafe self.append($0, to: &bytes) }
        if done == nil { unsafe Array(text.utf8).withUnsafeBufferPointer { unsafe self.append($0, to: &bytes) } }
    }

    /// Appends the characters, escaped.
    static func append(_ text: UnsafeBufferPointer<UInt8>, to bytes: inout ByteBuffer) {
        var start = 0
        while start < text.count {
            let stop = unsafe self.firstEscape(text, from: start)
            unsafe bytes.append(UnsafeBufferPointer(rebasing: text[start..<stop]))
            if stop < text.count { unsafe self.appendEscape(text[stop], to: &bytes) }
            start = stop + 1
        }
    }

    /// The place of the first character from `start` on that JSON wants escaped; the end if there is none.
    private static func firstEscape(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        let memory = UnsafeRawBufferPointer(text)
        var place = start
        while place &+ 8 <= text.count {
            let eight = unsafe memory.loadUnaligned(fromByteOffset: place, as: UInt64.self)
            if self.hasEscape(eight) { break }
            place &+= 8
        }
        while place < text.count, unsafe !self.needsEscape(text[place]) { place &+= 1 }
        return place
    }

    private static func needsEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    /// Whether one of eight characters needs an escape, asked of all at once.
    ///
    /// A byte below `n` borrows from its highest bit when `n` is taken from it; a byte that is to be found becomes zero,
    /// which is below 1, by exclusive or.
    @inline(__always)
    private static func hasEscape(_ eight: UInt64) -> Bool {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let quotes = eight ^ (ones &* UInt64(UInt8(ascii: "\"")))
        let backslashes = eight ^ (ones &* UInt64(UInt8(ascii: "\\")))
        let controls = (eight &- ones &* 0x20) & ~eight
        let found = controls | ((quotes &- ones) & ~quotes) | ((backslashes &- ones) & ~backslashes)
        return found & (ones &* 0x80) != 0
    }

    private static func appendEscape(_ byte: UInt8, to bytes: inout ByteBuffer) {
        bytes.append(UInt8(ascii: "\\"))
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(byte)
        case 0x08: bytes.append(UInt8(ascii: "b"))
        case 0x0C: bytes.append(UInt8(ascii: "f"))
        case 0x0A: bytes.append(UInt8(ascii: "n"))
        case 0x0D: bytes.append(UInt8(ascii: "r"))
        case 0x09: bytes.append(UInt8(ascii: "t"))
        default:
            let digit = byte & 0xF
            bytes.append("u00" as StaticString)
            bytes.append(UInt8(ascii: "0") + byte >> 4)
            bytes.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
        }
    }
}
