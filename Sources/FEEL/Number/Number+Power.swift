extension Number {
    /// The number raised to a power; `nil` if there is no such number or it overflows.
    func raised(to power: Number) -> Number? {
        guard let exponent = power.wholeInt, exponent.magnitude < 1 << 30 else { return nil }
        if exponent == 0 { return .one }
        if self.isZero { return exponent > 0 ? .zero : nil }
        var result = Number.one
        var base = self
        var rest = exponent.magnitude
        while rest > 0 {
            if rest & 1 == 1 {
                guard let next = result.multiplied(by: base) else { return nil }
                result = next
            }
            rest >>= 1
            if rest > 0 {
                guard let square = base.multiplied(by: base) else { return nil }
                base = square
            }
        }
        return exponent < 0 ? Number.one.divided(by: result) : result
    }

    /// The square root; `nil` below zero.
    func squareRoot() -> Number? { nil }
}
extension Number {
    func logarithm() -> Number? { nil }
    func exponential() -> Number? { nil }
}
