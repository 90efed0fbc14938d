extension Number: CustomStringConvertible {
    /// Reads decimal digits with an optional sign, point and exponent; `nil` if it is anything else or overflows.
    ///
    /// More than 34 digits are rounded half even.
    public init?(_ text: some StringProtocol) {
        self.init(utf8: text.utf8)
    }

    /// Reads the same from UTF-8 bytes, such as a JSON number's own characters.
    public init?(utf8 bytes: some Collection<UInt8>) {
        var reader = NumberReader()
        for byte in bytes where !reader.take(byte) { return nil }
        guard let number = reader.finish() else { return nil }
        self = number
    }

    /// Reads the same from a slice of bytes, a short number without exponent by a short way.
    public init?(utf8 bytes: ArraySlice<UInt8>) {
        if let number = Self.plain(bytes) {
            self = number
            return
        }
        var reader = NumberReader()
        for byte in bytes where !reader.take(byte) { return nil }
        guard let number = reader.finish() else { return nil }
        self = number
    }

    /// A number of digits and perhaps a point between them, short enough for 64 bits.
    private static func plain(_ bytes: ArraySlice<UInt8>) -> Number? {
        guard bytes.count <= 18, let first = bytes.first else { return nil }
        let negative = first == UInt8(ascii: "-")
        var coefficient: UInt64 = 0
        var digits = 0
        var point: Int?
        for byte in negative ? bytes.dropFirst() : bytes {
            if byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") {
                coefficient = coefficient &* 10 &+ UInt64(byte &- UInt8(ascii: "0"))
                digits += 1
            } else if byte == UInt8(ascii: "."), point == nil, digits > 0 {
                point = digits
            } else {
                return nil
            }
        }
        let decimals = digits - (point ?? digits)
        guard digits > 0, point == nil || decimals > 0 else { return nil }
        return Number(low: coefficient, exponent: Int16(-decimals), negative: negative)
    }

    /// Plain digits such as `14.5`; an exponent only where more than 40 zeros would be written.
    public var description: String {
        if self.high == 0, self.exponent <= 0, self.exponent >= -18 { return self.short }
        let digits = String(self.coefficient)
        let sign = self.negative ? "-" : ""
        let exponent = Int(self.exponent)
        if exponent == 0 { return sign + digits }
        if exponent > 0 {
            if self.isZero { return "0" }
            if exponent > 40 { return sign + Self.scientific(digits, exponent) }
            return sign + digits + String(repeating: "0", count: exponent)
        }
        let places = -exponent
        if digits.utf8.count > places {
            return sign + digits.dropLast(places) + "." + digits.suffix(places)
        }
        let zeros = places - digits.utf8.count
        if zeros > 40 {
            return self.isZero ? "0" : sign + Self.scientific(digits, exponent)
        }
        return sign + "0." + String(repeating: "0", count: zeros) + digits
    }

    /// The description of a number of 64 bits with at most 18 decimals, written from its end.
    private var short: String {
        var text = InlineArray<24, UInt8>(repeating: 0)
        var place = 24
        var rest = self.low
        var decimals = -Int(self.exponent)
        func put(_ byte: UInt8, _ text: inout InlineArray<24, UInt8>) {
            place -= 1
            text[place] = byte
        }
        repeat {
            put(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest % 10), &text)
            rest /= 10
            decimals -= 1
            if decimals == 0 { put(UInt8(ascii: "."), &text) }
        } while rest > 0 || decimals >= 0
        if self.negative { put(UInt8(ascii: "-"), &text) }
        return text.span.extracting(place...).withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
    }

    private static func scientific(_ digits: String, _ exponent: Int) -> String {
        let power = exponent + digits.utf8.count - 1
        let rest = digits.dropFirst()
        let mantissa = rest.isEmpty ? digits : digits.prefix(1) + "." + rest
        return "\(mantissa)E\(power < 0 ? "" : "+")\(power)"
    }
}

/// Takes a number's characters one by one.
struct NumberReader {
    private enum Part {
        case start
        case whole
        case point
        case fraction
        case exponentStart
        case exponentSign
        case exponent
    }

    private var part = Part.start
    private var negative = false
    private var coefficient: UInt128 = 0
    private var digits = 0
    private var scale = 0
    private var sticky = false
    private var power = 0
    private var powerNegative = false

    /// Takes one character; `false` if a number cannot go on with it.
    mutating func take(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): return self.digit(byte &- UInt8(ascii: "0"))
        case UInt8(ascii: "."):
            guard self.part == .start || self.part == .whole else { return false }
            self.part = .point
            return true
        case UInt8(ascii: "e"), UInt8(ascii: "E"):
            guard self.part == .whole || self.part == .fraction else { return false }
            self.part = .exponentStart
            return true
        case UInt8(ascii: "-"), UInt8(ascii: "+"): return self.sign(byte == UInt8(ascii: "-"))
        default: return false
        }
    }

    private mutating func sign(_ minus: Bool) -> Bool {
        if self.part == .exponentStart {
            self.powerNegative = minus
            self.part = .exponentSign
            return true
        }
        guard self.part == .start, !self.negative, self.scale == 0 else { return false }
        self.negative = minus
        self.part = .whole
        return true
    }

    private mutating func digit(_ digit: UInt8) -> Bool {
        switch self.part {
        case .start, .whole:
            self.part = .whole
            self.append(digit)
        case .point, .fraction:
            self.part = .fraction
            self.scale += 1
            self.append(digit)
        case .exponentStart, .exponentSign, .exponent:
            self.part = .exponent
            self.power = min(self.power * 10 + Int(digit), 100_000_000)
        }
        return true
    }

    private mutating func append(_ digit: UInt8) {
        if self.digits < 37 {
            self.coefficient = self.coefficient * 10 + UInt128(digit)
            if self.coefficient != 0 { self.digits += 1 }
            self.anyDigit = true
        } else {
            // Digits past the 37th only matter for rounding.
            self.sticky = self.sticky || digit != 0
            self.scale -= 1
        }
    }

    private var anyDigit = false

    /// The number, or `nil` if it ended too early or overflows.
    func finish() -> Number? {
        guard self.anyDigit, self.part == .whole || self.part == .fraction || self.part == .exponent else { return nil }
        let exponent = (self.powerNegative ? -self.power : self.power) - self.scale
        return Number.finish(self.coefficient, exponent, negative: self.negative, sticky: self.sticky)
    }
}
