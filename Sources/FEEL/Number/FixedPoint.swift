/// A signed number with eighty decimals, for logarithms and exponentials.
struct FixedPoint {
    private static let scale = 80
    private static let one = BigUInt.powerOfTen(Self.scale)

    let magnitude: BigUInt
    let negative: Bool

    private init(_ magnitude: BigUInt, negative: Bool) {
        self.magnitude = magnitude
        self.negative = negative
    }

    /// From a number; `nil` if it is beyond anything that has an exponential.
    init?(_ number: Number) {
        self.init(BigUInt(number.coefficient), exponent: Int(number.exponent), negative: number.isNegative)
    }

    private init?(_ digits: BigUInt, exponent: Int, negative: Bool) {
        guard exponent + digits.digitEstimate < 12 else { return nil }
        let shift = Self.scale + exponent
        if shift >= 0 {
            self.init(digits * .powerOfTen(shift), negative: negative)
        } else if -shift > 200 {
            self.init(BigUInt(0), negative: false)
        } else {
            let quotient = digits.quotientAndRemainder(dividingBy: .powerOfTen(-shift)).quotient
            self.init(quotient, negative: negative)
        }
    }

    /// Rounded to 34 digits.
    var number: Number? {
        WideDecimal(digits: self.magnitude, exponent: -Self.scale, sticky: true)
            .number(
                ideal: 0,
                negative: self.negative
            )
    }

    func multiplied(by number: Number) -> FixedPoint? {
        FixedPoint(
            self.magnitude * BigUInt(number.coefficient),
            exponent: Int(number.exponent) - Self.scale,
            negative: self.negative != number.isNegative
        )
    }

    private static func product(_ left: BigUInt, _ right: BigUInt) -> BigUInt {
        (left * right).quotientAndRemainder(dividingBy: self.one).quotient
    }

    /// 2 artanh z = 2 (z + z³/3 + z⁵/5 …).
    private static func twiceArtanh(_ argument: BigUInt) -> BigUInt {
        let square = self.product(argument, argument)
        var power = argument
        var sum = argument
        var divisor: UInt32 = 3
        while !power.isZero {
            power = self.product(power, square)
            sum = sum + power.divided(by: divisor)
            divisor += 2
        }
        return sum + sum
    }

    private static let logarithmOfTwo = Self.twiceArtanh(Self.one.divided(by: 3))

    /// ln 10 = 3 ln 2 + ln 1.25.
    private static let logarithmOfTen =
        Self.logarithmOfTwo * BigUInt(3) + Self.twiceArtanh(Self.one.divided(by: 9))

    /// The natural logarithm of a number above zero.
    static func logarithm(_ number: Number) -> FixedPoint? {
        let digits = PowersOfTen.digits(number.coefficient)
        let tens = Int(number.exponent) + digits - 1
        // Between 1 and 10, then halved to between 1 and 2.
        var mantissa = BigUInt(number.coefficient) * .powerOfTen(self.scale - digits + 1)
        var twos = 0
        let two = self.one + self.one
        while !(mantissa < two) {
            mantissa = mantissa.divided(by: 2)
            twos += 1
        }
        let quotient = ((mantissa - self.one) * self.one).quotientAndRemainder(dividingBy: mantissa + self.one).quotient
        let positive = self.twiceArtanh(quotient) + self.logarithmOfTwo * BigUInt(twos)
        let shift = self.logarithmOfTen * BigUInt(tens)
        if tens >= 0 { return FixedPoint(positive + shift, negative: false) }
        if positive < shift { return FixedPoint(shift - positive, negative: true) }
        return FixedPoint(positive - shift, negative: false)
    }

    /// Euler's number raised to this; `nil` on overflow.
    func exponential() -> Number? {
        // e^x = 10^n × e^r with r between 0 and ln 10.
        let ten = Self.logarithmOfTen
        let (whole, _) = self.magnitude.quotientAndRemainder(dividingBy: ten)
        guard let count = whole.asUInt128, count < 20_000 else { return self.negative ? .zero : nil }
        var tens = Int(count)
        var rest = self.magnitude - whole * ten
        if self.negative {
            tens = -tens
            if !rest.isZero {
                rest = ten - rest
                tens -= 1
            }
        }
        // The series of r ÷ 256, squared eight times.
        let halvings = 8
        for _ in 0..<halvings { rest = rest.divided(by: 2) }
        var term = Self.one
        var sum = Self.one
        var index: UInt32 = 1
        while !term.isZero {
            term = Self.product(term, rest).divided(by: index)
            sum = sum + term
            index += 1
        }
        for _ in 0..<halvings { sum = Self.product(sum, sum) }
        return WideDecimal(digits: sum, exponent: tens - Self.scale, sticky: true).number(ideal: 0, negative: false)
    }
}
