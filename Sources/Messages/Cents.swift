import JSON

/// An amount of US dollars in whole cents.
public struct Cents: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The largest amount that a message may name: ten trillion dollars less a cent, so that no sum of lines overflows.
    public static let largest = Cents(999_999_999_999_999)
    /// No money.
    public static let zero = Cents(0)

    /// The number of cents.
    public let count: Int64

    /// An amount of `count` cents.
    public init(_ count: Int64) {
        self.count = count
    }

    /// Reads an amount as messages write it, digits with two decimals (`"5880.00"`); `nil` for anything else.
    public init?(_ text: String) {
        var count: Int64 = 0
        var whole = 0
        var decimals = -1
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                count = count * 10 + Int64(byte - UInt8(ascii: "0"))
                if count > Self.largest.count { return nil }
                if decimals >= 0 { decimals += 1 } else { whole += 1 }
            case UInt8(ascii: ".") where decimals < 0 && whole > 0:
                decimals = 0
            default:
                return nil
            }
        }
        guard decimals == 2 else { return nil }
        self.count = count
    }

    /// The amount as messages write it: `5880.00`, `-0.50`.
    public var description: String {
        let magnitude = self.count.magnitude
        let cents = magnitude % 100
        return "\(self.count < 0 ? "-" : "")\(magnitude / 100).\(cents < 10 ? "0" : "")\(cents)"
    }

    /// The sum.
    public static func + (left: Cents, right: Cents) -> Cents { Cents(left.count + right.count) }
    /// The difference; may be negative.
    public static func - (left: Cents, right: Cents) -> Cents { Cents(left.count - right.count) }
    /// Adds to `left`.
    public static func += (left: inout Cents, right: Cents) { left = left + right }
    /// Whether `left` is less.
    public static func < (left: Cents, right: Cents) -> Bool { left.count < right.count }
}

extension JSONWriter {
    /// Writes an amount as messages write it.
    mutating func value(_ amount: Cents) { self.value(hundredths: amount.count) }

    /// Writes an amount, or `null` for `nil`.
    mutating func value(_ amount: Cents?) {
        if let amount { self.value(amount) } else { self.null() }
    }
}
