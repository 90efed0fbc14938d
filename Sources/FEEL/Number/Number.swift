/// An exact decimal number of up to 34 significant digits, as IEEE 754-2008 decimal128 has them.
///
/// The value is ±coefficient × 10^exponent. The exponent is kept (`1.50` has two decimals), yet numbers of the
/// same value are equal and hash alike. Operations round half even to 34 digits. There is no infinity and no NaN:
/// what overflows is `nil` where the result is optional.
///
/// A number is 19 bytes without any reference, so that copies are free and arithmetic never allocates.
///
/// Source: DMN 1.5, 10.3.2.3.1.
public struct Number: Sendable {
    /// The upper 64 bits of the coefficient.
    let high: UInt64
    /// The lower 64 bits of the coefficient.
    let low: UInt64
    /// The power of ten.
    let exponent: Int16
    /// Whether the number is below zero; never set for zero.
    let negative: Bool

    /// The most significant digits that a number keeps.
    static let precision = 34
    /// The smallest exponent.
    static let minimumExponent = -6176
    /// The largest exponent of a full coefficient.
    static let maximumExponent = 6111

    /// Zero.
    public static let zero = Number(low: 0)
    /// One.
    public static let one = Number(low: 1)

    @inline(__always)
    init(low: UInt64, exponent: Int16 = 0, negative: Bool = false) {
        self.high = 0
        self.low = low
        self.exponent = exponent
        self.negative = negative && low != 0
    }

    @inline(__always)
    init(exact coefficient: UInt128, exponent: Int16, negative: Bool) {
        self.high = UInt64(truncatingIfNeeded: coefficient >> 64)
        self.low = UInt64(truncatingIfNeeded: coefficient)
        self.exponent = exponent
        self.negative = negative && coefficient != 0
    }

    /// A whole number.
    public init(_ value: Int) {
        self.init(low: value.magnitude.asUInt64, negative: value < 0)
    }

    /// The number `unscaled` × 10^-`scale`, so that cents are `Number(unscaled: cents, scale: 2)`.
    public init(unscaled: Int64, scale: Int) {
        let clamped = max(-Self.maximumExponent, min(-Self.minimumExponent, scale))
        self.init(low: unscaled.magnitude, exponent: Int16(-clamped), negative: unscaled < 0)
    }

    /// Billionths, with as few decimals as they need.
    init(nanoseconds: Int) {
        let exact = Self.trimmed(UInt128(nanoseconds.magnitude), -9, ideal: 0, negative: nanoseconds < 0)
        self = exact ?? .zero
    }

    /// The digits without sign and point.
    @inline(__always)
    var coefficient: UInt128 { UInt128(self.high) << 64 | UInt128(self.low) }

    /// Whether the number is zero.
    public var isZero: Bool { self.high | self.low == 0 }

    /// Whether the number is below zero.
    public var isNegative: Bool { self.negative }

    /// Whether the number has no fraction.
    public var isInteger: Bool {
        if self.exponent >= 0 || self.isZero { return true }
        let places = -Int(self.exponent)
        guard places <= 38 else { return false }
        return self.coefficient % PowersOfTen.wide[places] == 0
    }

    /// The number without its sign.
    public var magnitude: Number {
        Number(exact: self.coefficient, exponent: self.exponent, negative: false)
    }

    /// The number with the other sign.
    public static prefix func - (value: Number) -> Number {
        Number(exact: value.coefficient, exponent: value.exponent, negative: !value.negative)
    }
}

extension UInt {
    /// The same bits as a `UInt64`.
    var asUInt64: UInt64 { UInt64(self) }
}
