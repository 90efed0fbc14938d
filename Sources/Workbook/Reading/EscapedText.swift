/// Text as workbooks write it, where `_x000D_` stands for a character that XML can't hold.
///
/// Source: ECMA-376 part 1, 22.9.2.19, `ST_Xstring`.
enum EscapedText {
    /// The text that was meant.
    static func decoded(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "_")) else { return text }
        let bytes = Array(text.utf8)
        var units: [UInt8] = []
        units.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            if let scalar = self.escape(bytes, index) {
                units.append(contentsOf: String(scalar).utf8)
                index += 7
            } else {
                units.append(bytes[index])
                index += 1
            }
        }
        return String(decoding: units, as: UTF8.self)
    }

    /// The character that `_xHHHH_` at `index` stands for.
    private static func escape(_ bytes: [UInt8], _ index: Int) -> Unicode.Scalar? {
        guard index + 7 <= bytes.count, bytes[index] == UInt8(ascii: "_"), bytes[index + 1] == UInt8(ascii: "x"),
            bytes[index + 6] == UInt8(ascii: "_")
        else { return nil }
        let digits = bytes[index + 2..<index + 6]
        guard digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }) else { return nil }
        return UInt32(String(decoding: digits, as: UTF8.self), radix: 16).flatMap(Unicode.Scalar.init)
    }
}
