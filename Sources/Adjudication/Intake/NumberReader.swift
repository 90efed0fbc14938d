import FEEL
import JSON
import Messages

/// Reads numbers and amounts exactly as they are written.
enum NumberReader {
    /// What a number can be refused for.
    enum Refusal: Error {
        case notANumber
        case tooLarge
        case tooManyDigits
    }

    /// Magnitudes from here on are taken for a slip: 10^12 Btu/h is more than a city's.
    static let bound = Number(1_000_000_000_000)
    /// What the decimal arithmetic keeps exactly.
    private static let mostDigits = 34

    static func number(_ value: JSONValue) throws(Refusal) -> Number {
        guard let text = value.numberText else { throw .notANumber }
        if text.count > Self.mostDigits, Self.significantDigits(text) > Self.mostDigits { throw .tooManyDigits }
        guard let number = Number(utf8: text), number.magnitude < Self.bound else { throw .tooLarge }
        return number
    }

    /// An amount: a string with two decimals, or a number with at most two.
    static func money(_ value: JSONValue) -> Cents? {
        if let text = value.string { return Cents(text) }
        guard let number = try? Self.number(value), !number.isNegative, let cents = number.scaled(by: 2),
            cents <= Cents.largest.count
        else { return nil }
        return Cents(cents)
    }

    private static func significantDigits(_ text: ArraySlice<UInt8>) -> Int {
        let mantissa = text.prefix { $0 != UInt8(ascii: "e") && $0 != UInt8(ascii: "E") }
        let digits = mantissa.filter { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
        let leading = digits.prefix { $0 == UInt8(ascii: "0") }.count
        let trailing = digits.reversed().prefix { $0 == UInt8(ascii: "0") }.count
        return max(0, digits.count - leading - trailing)
    }
}
