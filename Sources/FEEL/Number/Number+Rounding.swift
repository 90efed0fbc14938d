extension Number {
    /// Brings any 128-bit coefficient into 34 digits and the exponent into range.
    ///
    /// - Parameters:
    ///   - coefficient: Digits, with at least one more than kept if `sticky` is set.
    ///   - exponent: The power of ten of the coefficient's last digit.
    ///   - sticky: Whether digits other than zero stood behind the coefficient.
    /// - Returns: `nil` on overflow.
    static func finish(_ coefficient: UInt128, _ exponent: Int, negative: Bool, sticky: Bool = false) -> Number? {
        var coefficient = coefficient
        var exponent = exponent
        var sticky = sticky
        let excess = PowersOfTen.digits(coefficient) - self.precision
        let drop = max(excess, self.minimumExponent - exponent)
        if drop > 0 {
            coefficient = self.shorten(coefficient, by: drop, .halfEven, negative: negative, sticky: sticky)
            exponent += drop
            sticky = false
            if coefficient == PowersOfTen.wide[self.precision] {
                coefficient = PowersOfTen.wide[self.precision - 1]
                exponent += 1
            }
        }
        if exponent > self.maximumExponent {
            if coefficient == 0 { return .zero }
            let room = self.precision - PowersOfTen.digits(coefficient)
            let surplus = exponent - self.maximumExponent
            guard surplus <= room else { return nil }
            coefficient *= PowersOfTen.wide[surplus]
            exponent = self.maximumExponent
        }
        return Number(exact: coefficient, exponent: Int16(exponent), negative: negative)
    }

    /// Drops digits from the end of a coefficient.
    static func shorten(
        _ coefficient: UInt128,
        by drop: Int,
        _ mode: RoundingMode,
        negative: Bool,
        sticky: Bool = false
    ) -> UInt128 {
        guard drop <= 38 else {
            let inexact = coefficient != 0 || sticky
            return mode.raises(half: -1, inexact: inexact, odd: false, negative: negative) ? 1 : 0
        }
        let unit = PowersOfTen.wide[drop]
        let (quotient, remainder) = coefficient.quotientAndRemainder(dividingBy: unit)
        let halfUnit = unit / 2
        var half = remainder < halfUnit ? -1 : (remainder > halfUnit ? 1 : 0)
        if half == 0, sticky { half = 1 }
        let raises = mode.raises(
            half: half,
            inexact: remainder != 0 || sticky,
            odd: quotient & 1 == 1,
            negative: negative
        )
        return raises ? quotient + 1 : quotient
    }

    /// The number rounded to so many decimals; a negative scale rounds to tens, hundreds and so on.
    ///
    /// A number that has fewer decimals is returned as it is. If the rounded number could not be held, the number
    /// itself is returned.
    public func rounded(scale: Int, _ mode: RoundingMode) -> Number {
        let target = max(-20_000, min(20_000, -scale))
        let drop = target - Int(self.exponent)
        if drop <= 0 || self.isZero { return self }
        let kept = Self.shorten(self.coefficient, by: drop, mode, negative: self.negative)
        return Self.finish(kept, target, negative: self.negative) ?? self
    }

    /// The number with exactly so many decimals, or `nil` if that needs more than 34 digits.
    func quantized(scale: Int, _ mode: RoundingMode) -> Number? {
        let rounded = self.rounded(scale: scale, mode)
        let missing = Int(rounded.exponent) + scale
        guard missing > 0 else { return rounded }
        guard missing <= Self.precision, -scale >= Self.minimumExponent else { return nil }
        let (product, overflow) = rounded.coefficient.multipliedReportingOverflow(by: PowersOfTen.wide[missing])
        guard !overflow, product < PowersOfTen.wide[Self.precision] else { return nil }
        return Number(exact: product, exponent: Int16(-scale), negative: rounded.negative)
    }

    /// The number's exact unscaled value at a scale (cents: scale 2), or `nil` if it is not exact or does not fit.
    public func scaled(by scale: Int) -> Int64? {
        let shift = Int(self.exponent) + scale
        var magnitude = self.coefficient
        if magnitude == 0 { return 0 }
        if shift > 0 {
            guard shift <= 19 else { return nil }
            let (product, overflow) = magnitude.multipliedReportingOverflow(by: PowersOfTen.wide[shift])
            guard !overflow else { return nil }
            magnitude = product
        } else if shift < 0 {
            guard shift >= -38 else { return nil }
            let (quotient, remainder) = magnitude.quotientAndRemainder(dividingBy: PowersOfTen.wide[-shift])
            guard remainder == 0 else { return nil }
            magnitude = quotient
        }
        if self.negative {
            guard magnitude <= UInt128(Int64.max) + 1 else { return nil }
            return Int64(truncatingIfNeeded: 0 &- magnitude)
        }
        return Int64(exactly: magnitude)
    }

    /// The number as an `Int` after dropping the fraction, or `nil` if it does not fit.
    var truncatedInt: Int? {
        let whole = self.exponent < 0 ? self.rounded(scale: 0, .down) : self
        return whole.scaled(by: 0).map { Int($0) }
    }

    /// The number as an `Int` if it is a whole number that fits.
    public var wholeInt: Int? { self.scaled(by: 0).map { Int($0) } }
}
