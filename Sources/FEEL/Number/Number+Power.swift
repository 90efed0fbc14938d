extension Number {
    /// The largest exponent of `**` (DMN 1.5, table 60).
    private static let powerLimit = 999_999_999

    /// The number raised to a power; `nil` if there is no such number or it overflows.
    func raised(to power: Number) -> Number? {
        guard let exponent = power.wholeInt else { return self.raised(toFraction: power) }
        guard exponent.magnitude <= Self.powerLimit else { return nil }
        if exponent == 0 { return .one }
        if self.isZero { return exponent > 0 ? .zero : nil }
        let negative = self.negative && exponent % 2 != 0
        var result = WideDecimal(self.magnitude).raised(to: exponent.magnitude)
        if exponent < 0 { result = result.reciprocal }
        return result.number(ideal: exponent > 0 ? Int(self.exponent) * exponent : 0, negative: negative)
    }

    private func raised(toFraction power: Number) -> Number? {
        if self.negative { return nil }
        if self.isZero { return power.isNegative ? nil : .zero }
        guard let logarithm = FixedPoint.logarithm(self) else { return nil }
        return logarithm.multiplied(by: power)?.exponential()
    }

    /// The square root; `nil` below zero.
    func squareRoot() -> Number? {
        if self.negative { return nil }
        if self.isZero { return .zero }
        // An even exponent and 80 digits under the root give 40 digits.
        var exponent = Int(self.exponent)
        var raise = 80 - PowersOfTen.digits(self.coefficient)
        if (exponent - raise) % 2 != 0 { raise += 1 }
        exponent -= raise
        let result = (BigUInt(self.coefficient) * .powerOfTen(raise)).squareRoot()
        let root = WideDecimal(digits: result.root, exponent: exponent / 2, sticky: !result.isExact)
        return root.number(ideal: (Int(self.exponent) - (self.exponent % 2 == 0 ? 0 : 1)) / 2, negative: false)
    }

    /// The natural logarithm; `nil` unless the number is above zero.
    func logarithm() -> Number? {
        if self.negative || self.isZero { return nil }
        if self == .one { return .zero }
        return FixedPoint.logarithm(self)?.number
    }

    /// Euler's number raised to this; `nil` on overflow.
    func exponential() -> Number? {
        if self.isZero { return .one }
        return FixedPoint(self)?.exponential()
    }
}
