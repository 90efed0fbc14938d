/// One spelling for each number: `[-]digits[e[-]exponent]`, digits without zeros at either end, `0` for zero.
enum CanonicalNumber {
    /// Appends the number, which must be one as JSON writes it, with an exponent of at most 15 digits.
    static func append(_ number: UnsafeBufferPointer<UInt8>, to bytes: inout ByteBuffer) {
        let text = unsafe number.span
        var exponent = 0
        var mantissaEnd = text.count
        for index in 0..<text.count where text[index] | 0x20 == UInt8(ascii: "e") {
            exponent = self.integer(text, from: index + 1)
            mantissaEnd = index
            break
        }
        var firstDigit: Int?
        var lastDigit = 0
        var point: Int?
        for index in 0..<mantissaEnd {
            switch text[index] {
            case UInt8(ascii: "1")...UInt8(ascii: "9"):
                firstDigit = firstDigit ?? index
                lastDigit = index
            case UInt8(ascii: "."): point = index
            default: continue
            }
        }
        guard let firstDigit else {
            bytes.append(UInt8(ascii: "0"))
            return
        }
        if text[0] == UInt8(ascii: "-") { bytes.append(UInt8(ascii: "-")) }
        for index in firstDigit...lastDigit where text[index] != UInt8(ascii: ".") { bytes.append(text[index]) }
        // The power of ten of the last digit that is not zero.
        let place = point ?? mantissaEnd
        exponent += lastDigit < place ? place - 1 - lastDigit : place - lastDigit
        guard exponent != 0 else { return }
        bytes.append(UInt8(ascii: "e"))
        bytes.append(exponent.description)
    }

    private static func integer(_ text: borrowing Span<UInt8>, from start: Int) -> Int {
        var value = 0
        for index in start..<text.count where text[index] >= UInt8(ascii: "0") {
            value = value * 10 + Int(text[index] - UInt8(ascii: "0"))
        }
        return start < text.count && text[start] == UInt8(ascii: "-") ? -value : value
    }
}
