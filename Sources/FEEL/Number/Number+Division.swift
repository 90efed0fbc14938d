extension Number {
    /// The quotient, rounded half even to 34 digits; `nil` by zero and on overflow.
    ///
    /// An exact quotient has as few digits as it needs.
    public func divided(by divisor: Number) -> Number? {
        if divisor.isZero { return nil }
        let ideal = Int(self.exponent) - Int(divisor.exponent)
        let negative = self.negative != divisor.negative
        if self.isZero { return Self.finish(0, ideal, negative: false) }
        if self.high | divisor.high == 0 {
            let (quotient, remainder) = self.low.quotientAndRemainder(dividingBy: divisor.low)
            if remainder == 0 { return Self.finish(UInt128(quotient), ideal, negative: negative) }
            // Most quotients in rules end after a few decimals, and 64 bits find that out.
            let places = min(19 - PowersOfTen.digits(remainder), 19)
            let raised = remainder.multipliedReportingOverflow(by: PowersOfTen.narrow[places])
            if !raised.overflow {
                let fraction = raised.partialValue.quotientAndRemainder(dividingBy: divisor.low)
                if fraction.remainder == 0 {
                    let digits = UInt128(quotient) * PowersOfTen.wide[places] + UInt128(fraction.quotient)
                    return Self.trimmed(digits, ideal - places, ideal: ideal, negative: negative)
                }
            }
        }
        return Self.divideSlowly(self, divisor, ideal, negative)
    }

    @inline(never)
    private static func divideSlowly(_ lhs: Number, _ rhs: Number, _ ideal: Int, _ negative: Bool) -> Number? {
        // Raise the dividend so that the quotient has 35 or 36 digits; the remainder is then only a sticky bit.
        let raise = self.precision - PowersOfTen.digits(lhs.coefficient)
        let dividend = lhs.coefficient * PowersOfTen.wide[raise]
        let divisorDigits = PowersOfTen.digits(rhs.coefficient)
        let exponent = ideal - raise - divisorDigits - 1
        let quotient: UInt128
        let exact: Bool
        if rhs.high == 0, divisorDigits <= 18 {
            (quotient, exact) = self.divide(dividend, raisedBy: PowersOfTen.narrow[divisorDigits + 1], by: rhs.low)
        } else {
            let wide = dividend.multipliedFullWidth(by: PowersOfTen.wide[divisorDigits + 1])
            let result = rhs.coefficient.dividingFullWidth((wide.high, wide.low))
            quotient = result.quotient
            exact = result.remainder == 0
        }
        if exact { return self.trimmed(quotient, exponent, ideal: ideal, negative: negative) }
        return self.finish(quotient, exponent, negative: negative, sticky: true)
    }

    /// dividend × power ÷ divisor in three 64-bit steps; the quotient is known to fit in 128 bits.
    private static func divide(
        _ dividend: UInt128,
        raisedBy power: UInt64,
        by divisor: UInt64
    ) -> (quotient: UInt128, exact: Bool) {
        let lower = UInt64(truncatingIfNeeded: dividend).multipliedFullWidth(by: power)
        let upper = UInt64(truncatingIfNeeded: dividend >> 64).multipliedFullWidth(by: power)
        let (middle, carry) = lower.high.addingReportingOverflow(upper.low)
        let top = upper.high &+ (carry ? 1 : 0)
        // The quotient's first limb is zero, for it is below 10^36; so `top` is below the divisor.
        guard top < divisor else { return (0, false) }
        let first = divisor.dividingFullWidth((top, middle))
        let second = divisor.dividingFullWidth((first.remainder, lower.low))
        return (UInt128(first.quotient) << 64 | UInt128(second.quotient), second.remainder == 0)
    }

    /// Takes zeros off the end of an exact result while its exponent is below the ideal one.
    static func trimmed(_ coefficient: UInt128, _ exponent: Int, ideal: Int, negative: Bool) -> Number? {
        var coefficient = coefficient
        var exponent = exponent
        for step in [16, 8, 4, 2, 1, 1] {
            while exponent + step <= ideal {
                let (quotient, remainder) = coefficient.quotientAndRemainder(dividingBy: PowersOfTen.wide[step])
                guard remainder == 0, coefficient != 0 else { break }
                coefficient = quotient
                exponent += step
            }
        }
        return self.finish(coefficient, exponent, negative: negative)
    }

    private func product(_ left: UInt128, _ right: UInt128, modulo modulus: UInt128) -> UInt128 {
        let product = left.multipliedFullWidth(by: right)
        return modulus.dividingFullWidth((product.high, product.low)).remainder
    }

    private func powerOfTen(_ power: Int, modulo modulus: UInt128) -> UInt128 {
        var result: UInt128 = 1 % modulus
        var base: UInt128 = 10 % modulus
        var rest = power
        while rest > 0 {
            if rest & 1 == 1 { result = self.product(result, base, modulo: modulus) }
            base = self.product(base, base, modulo: modulus)
            rest >>= 1
        }
        return result
    }

    /// The remainder with the sign of the divisor: `self - divisor × floor(self ÷ divisor)`; `nil` by zero.
    func modulo(_ divisor: Number) -> Number? {
        if divisor.isZero { return nil }
        if self.isZero { return .zero }
        let exponent = min(self.exponent, divisor.exponent)
        let leftGap = Int(self.exponent) - Int(exponent)
        let rightGap = Int(divisor.exponent) - Int(exponent)
        if rightGap > 38 || PowersOfTen.digits(divisor.coefficient) + rightGap > 38 {
            // The divisor is far larger than the number.
            return self.negative == divisor.negative ? self : self.adding(divisor)
        }
        let modulus = divisor.coefficient * PowersOfTen.wide[rightGap]
        var rest = self.coefficient % modulus
        rest = self.product(rest, self.powerOfTen(leftGap, modulo: modulus), modulo: modulus)
        if rest != 0, self.negative != divisor.negative { rest = modulus - rest }
        return Self.finish(rest, Int(exponent), negative: divisor.negative)
    }
}
