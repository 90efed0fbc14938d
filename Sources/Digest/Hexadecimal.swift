/// Bytes as lowercase hexadecimal digits.
public enum Hexadecimal {
    /// Two digits for each byte.
    public static func text(_ bytes: ArraySlice<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    /// The bytes that the digits stand for; `nil` for anything else.
    public static func bytes(_ text: String) -> [UInt8]? {
        let values = text.utf8.map { digit in
            switch digit {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(digit) - 48
            case UInt8(ascii: "a")...UInt8(ascii: "f"): Int(digit) - 87
            default: -1
            }
        }
        guard values.count.isMultiple(of: 2), !values.contains(-1) else { return nil }
        return stride(from: 0, to: values.count, by: 2).map { UInt8(values[$0] * 16 + values[$0 + 1]) }
    }
}
