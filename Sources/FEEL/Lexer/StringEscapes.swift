/// Escapes in string literals (grammar rule 35).
enum StringEscapes {
    /// The text that the characters between the quotes stand for; a backslash before any other character stays.
    static func resolve(_ raw: ArraySlice<UInt8>) -> String {
        guard raw.contains(UInt8(ascii: "\\")) else { return String(decoding: raw, as: UTF8.self) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(raw.count)
        var rest = raw
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "\\"), let escape = rest.first else {
                bytes.append(byte)
                continue
            }
            switch escape {
            case UInt8(ascii: "n"): bytes.append(10)
            case UInt8(ascii: "r"): bytes.append(13)
            case UInt8(ascii: "t"): bytes.append(9)
            case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "\\"): bytes.append(escape)
            case UInt8(ascii: "u"), UInt8(ascii: "U"):
                guard let scalar = self.scalar(&rest) else {
                    bytes.append(byte)
                    continue
                }
                bytes.append(contentsOf: String(scalar).utf8)
                continue
            default:
                bytes.append(byte)
                continue
            }
            rest = rest.dropFirst()
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Takes `uXXXX` (a pair of them for a surrogate pair) or `UXXXXXX`.
    private static func scalar(_ rest: inout ArraySlice<UInt8>) -> Unicode.Scalar? {
        let isLong = rest.first == UInt8(ascii: "U")
        if isLong, let value = self.hexadecimal(rest.dropFirst().prefix(6), 6), let scalar = Unicode.Scalar(value) {
            rest = rest.dropFirst(7)
            return scalar
        }
        guard let value = self.hexadecimal(rest.dropFirst().prefix(4), 4) else { return nil }
        if let scalar = Unicode.Scalar(value) {
            rest = rest.dropFirst(5)
            return scalar
        }
        let second = rest.dropFirst(5)
        guard (0xD800..<0xDC00).contains(value), second.first == UInt8(ascii: "\\"),
            let escape = second.dropFirst().first, escape | 0x20 == UInt8(ascii: "u"),
            let low = self.hexadecimal(second.dropFirst(2).prefix(4), 4), (0xDC00..<0xE000).contains(low)
        else { return nil }
        rest = rest.dropFirst(11)
        return Unicode.Scalar(0x10000 + (value - 0xD800) << 10 + (low - 0xDC00))
    }

    private static func hexadecimal(_ digits: ArraySlice<UInt8>, _ count: Int) -> UInt32? {
        guard digits.count == count else { return nil }
        return UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
    }
}
