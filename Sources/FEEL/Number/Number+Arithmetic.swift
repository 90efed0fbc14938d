extension Number {
    /// The sum, or `nil` on overflow.
    @inline(__always)
    func adding(_ other: Number) -> Number? {
        if self.exponent == other.exponent, self.high | other.high == 0 {
            if self.negative == other.negative {
                let (sum, overflow) = self.low.addingReportingOverflow(other.low)
                if !overflow { return Number(low: sum, exponent: self.exponent, negative: self.negative) }
            } else if self.low >= other.low {
                return Number(low: self.low &- other.low, exponent: self.exponent, negative: self.negative)
            } else {
                return Number(low: other.low &- self.low, exponent: self.exponent, negative: other.negative)
            }
        }
        return Self.addSlowly(self, other)
    }

    /// The difference, or `nil` on overflow.
    @inline(__always)
    func subtracting(_ other: Number) -> Number? { self.adding(-other) }

    /// The product, or `nil` on overflow.
    @inline(__always)
    func multiplied(by other: Number) -> Number? {
        let exponent = Int(self.exponent) + Int(other.exponent)
        let negative = self.negative != other.negative
        if self.high | other.high == 0, exponent >= Self.minimumExponent, exponent <= Self.maximumExponent {
            let (high, low) = self.low.multipliedFullWidth(by: other.low)
            if high == 0 { return Number(low: low, exponent: Int16(exponent), negative: negative) }
            return Self.finish(UInt128(high) << 64 | UInt128(low), exponent, negative: negative)
        }
        return Self.multiplySlowly(self, other, exponent, negative)
    }

    @inline(never)
    private static func addSlowly(_ lhs: Number, _ rhs: Number) -> Number? {
        let swap = lhs.exponent < rhs.exponent
        let upper = swap ? rhs : lhs
        let lower = swap ? lhs : rhs
        let gap = Int(upper.exponent) - Int(lower.exponent)
        if gap <= 19, upper.high | lower.high == 0 {
            // Both are 64 bits wide and the sum cannot reach 2^128.
            let (raised, overflow) = upper.low.multipliedReportingOverflow(by: PowersOfTen.narrow[gap])
            if !overflow {
                return self.combine(
                    UInt128(raised),
                    upper.negative,
                    UInt128(lower.low),
                    lower.negative,
                    Int(lower.exponent)
                )
            }
        }
        if upper.isZero { return gap == 0 ? (upper.negative ? upper : lower) : lower }
        if lower.isZero {
            // The exact result keeps the smaller exponent as far as 34 digits allow.
            let room = min(gap, self.precision - PowersOfTen.digits(upper.coefficient))
            let padded = upper.coefficient * PowersOfTen.wide[max(0, room)]
            return Number(exact: padded, exponent: upper.exponent - Int16(max(0, room)), negative: upper.negative)
        }
        return self.align(upper, lower, gap)
    }

    /// Adds where the exponents are far apart: the larger number gets 37 digits, the rest of the smaller one is
    /// remembered as a single bit, which is all that rounding needs.
    private static func align(_ upper: Number, _ lower: Number, _ gap: Int) -> Number? {
        let raise = min(gap, 37 - PowersOfTen.digits(upper.coefficient))
        let raised = upper.coefficient * PowersOfTen.wide[raise]
        let drop = gap - raise
        var rest = lower.coefficient
        var sticky = false
        if drop > 38 {
            rest = 0
            sticky = true
        } else if drop > 0 {
            let (quotient, remainder) = rest.quotientAndRemainder(dividingBy: PowersOfTen.wide[drop])
            rest = quotient
            sticky = remainder != 0
        }
        let exponent = Int(upper.exponent) - raise
        if sticky, upper.negative != lower.negative { rest += 1 }
        return self.combine(raised, upper.negative, rest, lower.negative, exponent, sticky: sticky)
    }

    private static func combine(
        _ left: UInt128,
        _ leftNegative: Bool,
        _ right: UInt128,
        _ rightNegative: Bool,
        _ exponent: Int,
        sticky: Bool = false
    ) -> Number? {
        if leftNegative == rightNegative {
            return self.finish(left + right, exponent, negative: leftNegative, sticky: sticky)
        }
        if left >= right {
            return self.finish(left - right, exponent, negative: leftNegative, sticky: sticky)
        }
        return self.finish(right - left, exponent, negative: rightNegative, sticky: sticky)
    }

    @inline(never)
    private static func multiplySlowly(_ lhs: Number, _ rhs: Number, _ exponent: Int, _ negative: Bool) -> Number? {
        let (high, low) = lhs.coefficient.multipliedFullWidth(by: rhs.coefficient)
        if high == 0 { return self.finish(low, exponent, negative: negative) }
        // Up to 68 digits: all but 37 or 38 of them are dropped, and whether the rest was zero is remembered.
        let bits = 256 - high.leadingZeroBitCount
        let drop = max(1, ((bits * 1233) >> 12) - 36)
        let (quotient, remainder) = PowersOfTen.wide[drop].dividingFullWidth((high, low))
        return self.finish(quotient, exponent + drop, negative: negative, sticky: remainder != 0)
    }

    /// The sum; the largest number of its sign on overflow.
    public static func + (lhs: Number, rhs: Number) -> Number {
        lhs.adding(rhs) ?? self.largest(negative: lhs.negative)
    }

    /// The difference; the largest number of its sign on overflow.
    public static func - (lhs: Number, rhs: Number) -> Number {
        lhs.subtracting(rhs) ?? self.largest(negative: lhs.negative)
    }

    /// The product; the largest number of its sign on overflow.
    public static func * (lhs: Number, rhs: Number) -> Number {
        lhs.multiplied(by: rhs) ?? self.largest(negative: lhs.negative != rhs.negative)
    }

    private static func largest(negative: Bool) -> Number {
        Number(exact: PowersOfTen.wide[34] - 1, exponent: Int16(self.maximumExponent), negative: negative)
    }
}
