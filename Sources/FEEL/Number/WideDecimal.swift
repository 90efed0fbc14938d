/// A decimal of some 60 digits above zero, for results that are rounded to 34 only once.
struct WideDecimal {
    private static let precision = 60

    var digits: BigUInt
    var exponent: Int
    /// Whether digits other than zero have been dropped.
    var sticky: Bool

    init(digits: BigUInt, exponent: Int, sticky: Bool = false) {
        self.digits = digits
        self.exponent = exponent
        self.sticky = sticky
    }

    init(_ number: Number) {
        self.init(digits: BigUInt(number.coefficient), exponent: Int(number.exponent))
    }

    private func shortened(to count: Int) -> WideDecimal {
        let excess = self.digits.digitEstimate - count
        guard excess > 0 else { return self }
        let (quotient, rest) = self.digits.quotientAndRemainder(dividingBy: .powerOfTen(excess))
        return WideDecimal(digits: quotient, exponent: self.exponent + excess, sticky: self.sticky || rest)
    }

    func multiplied(by other: WideDecimal) -> WideDecimal {
        WideDecimal(
            digits: self.digits * other.digits,
            exponent: self.exponent + other.exponent,
            sticky: self.sticky || other.sticky
        )
        .shortened(to: Self.precision)
    }

    /// Raised by repeated squaring.
    func raised(to power: UInt) -> WideDecimal {
        var result = WideDecimal(.one)
        var base = self
        var rest = power
        while rest > 0 {
            if rest & 1 == 1 { result = result.multiplied(by: base) }
            rest >>= 1
            // Far out of range: no need to go on.
            if result.exponent.magnitude > 1_000_000_000 { return result }
            if rest > 0 { base = base.multiplied(by: base) }
            if base.exponent.magnitude > 1_000_000_000_000 {
                return WideDecimal(digits: base.digits, exponent: base.exponent, sticky: true)
            }
        }
        return result
    }

    var reciprocal: WideDecimal {
        let raise = self.digits.digitEstimate + Self.precision
        let (quotient, rest) = BigUInt.powerOfTen(raise).quotientAndRemainder(dividingBy: self.digits)
        return WideDecimal(digits: quotient, exponent: -self.exponent - raise, sticky: self.sticky || rest)
    }

    /// Rounded to 34 digits; zeros beyond the ideal exponent are dropped if the value is exact.
    func number(ideal: Int, negative: Bool) -> Number? {
        let short = self.shortened(to: 37)
        guard let digits = short.digits.asUInt128 else { return nil }
        if short.sticky { return Number.finish(digits, short.exponent, negative: negative, sticky: true) }
        return Number.trimmed(digits, short.exponent, ideal: ideal, negative: negative)
    }
}
