extension Number: Comparable, Hashable {
    /// Whether both have the same value; `1.0` equals `1`.
    @inline(__always)
    public static func == (lhs: Number, rhs: Number) -> Bool {
        if lhs.exponent == rhs.exponent {
            return lhs.low == rhs.low && lhs.high == rhs.high && lhs.negative == rhs.negative
        }
        return self.order(lhs, rhs) == 0
    }

    /// Whether the first is less.
    @inline(__always)
    public static func < (lhs: Number, rhs: Number) -> Bool { self.order(lhs, rhs) < 0 }

    /// Negative, zero or positive as the first is less, equal or greater.
    @inline(__always)
    static func order(_ lhs: Number, _ rhs: Number) -> Int {
        if lhs.negative != rhs.negative { return lhs.negative ? -1 : 1 }
        let magnitude: Int
        if lhs.exponent == rhs.exponent, lhs.high | rhs.high == 0 {
            magnitude = lhs.low < rhs.low ? -1 : (lhs.low == rhs.low ? 0 : 1)
        } else {
            magnitude = self.orderOfMagnitudes(lhs, rhs)
        }
        return lhs.negative ? -magnitude : magnitude
    }

    @inline(never)
    private static func orderOfMagnitudes(_ lhs: Number, _ rhs: Number) -> Int {
        if lhs.isZero || rhs.isZero { return (lhs.isZero ? 0 : 1) - (rhs.isZero ? 0 : 1) }
        let leftDigits = PowersOfTen.digits(lhs.coefficient)
        let rightDigits = PowersOfTen.digits(rhs.coefficient)
        let leftTop = leftDigits + Int(lhs.exponent)
        let rightTop = rightDigits + Int(rhs.exponent)
        if leftTop != rightTop { return leftTop < rightTop ? -1 : 1 }
        // The same magnitude: with as many digits, coefficients compare.
        let digits = max(leftDigits, rightDigits)
        let left = lhs.coefficient * PowersOfTen.wide[digits - leftDigits]
        let right = rhs.coefficient * PowersOfTen.wide[digits - rightDigits]
        return left < right ? -1 : (left == right ? 0 : 1)
    }

    /// Hashes the value, so that `1.0` and `1` hash alike.
    public func hash(into hasher: inout Hasher) {
        var coefficient = self.coefficient
        var exponent = Int(self.exponent)
        if coefficient == 0 { exponent = 0 }
        while coefficient != 0 {
            let (quotient, remainder) = coefficient.quotientAndRemainder(dividingBy: 10)
            guard remainder == 0 else { break }
            coefficient = quotient
            exponent += 1
        }
        hasher.combine(coefficient)
        hasher.combine(exponent)
        hasher.combine(self.negative)
    }
}
