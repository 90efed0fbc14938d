import FEEL
import Testing

/// Numbers compared with whole numbers of 128 bits, scaled.
@Suite("Laws of decimal numbers")
struct NumberLawTests {
    /// A number and what it is in units of 10⁻⁶.
    private struct Sample {
        let number: Number
        let micros: Int128
    }

    private static func samples(_ count: Int, seed: UInt64) -> [Sample] {
        var generator = SeededGenerator(seed: seed)
        return (0..<count)
            .map { index in
                let bits = Int.random(in: 0...62, using: &generator)
                let scale = Int.random(in: 0...6, using: &generator)
                let unscaled = Int64.random(in: -(1 << bits)...(1 << bits), using: &generator)
                let factor = (0..<(6 - scale)).reduce(Int128(1)) { product, _ in product * 10 }
                return Sample(number: Number(unscaled: unscaled, scale: scale), micros: Int128(unscaled) * factor)
            }
    }

    /// The number that so many units of 10⁻⁶ are.
    private static func number(micros: Int128) -> Number? {
        let digits = "\(micros.magnitude)"
        let padded = String(repeating: "0", count: max(0, 7 - digits.count)) + digits
        return Number("\(micros < 0 ? "-" : "")\(padded.dropLast(6)).\(padded.suffix(6))")
    }

    @Test func sumsDifferencesAndOrderAreThoseOfTheReference() {
        let samples = Self.samples(400, seed: 3)
        for (one, other) in zip(samples, samples.dropFirst()) {
            #expect(one.number + other.number == Self.number(micros: one.micros + other.micros))
            #expect(one.number - other.number == Self.number(micros: one.micros - other.micros))
            #expect((one.number < other.number) == (one.micros < other.micros))
            #expect((one.number == other.number) == (one.micros == other.micros))
            #expect(one.number == Number(one.number.description))
        }
    }

    @Test func productsAreThoseOfTheReference() {
        // Whole numbers of up to 58 bits each, so that the product has at most 34 digits and is exact.
        var generator = SeededGenerator(seed: 17)
        for _ in 0..<400 {
            let one = Int64.random(in: -(1 << 55)...(1 << 55), using: &generator)
            let other = Int64.random(in: -(1 << 55)...(1 << 55), using: &generator)
            let product = Number(unscaled: one, scale: 3) * Number(unscaled: other, scale: 3)
            #expect(product == Self.number(micros: Int128(one) * Int128(other)))
        }
    }

    @Test func theLawsOfArithmeticHold() {
        let samples = Self.samples(300, seed: 11).map(\.number)
        let small = Number(unscaled: 37, scale: 1)
        for (one, other) in zip(samples, samples.dropFirst()) {
            #expect(one + other == other + one)
            #expect(one * other == other * one)
            #expect(one - one == Number(0))
            #expect(one + (-one) == Number(0))
            #expect((one + other) * small == one * small + other * small)
            #expect((one + other) + small == one + (other + small))
            #expect(-(-one) == one)
            #expect(one.divided(by: Number(8)).map { $0 * Number(8) } == one)
            #expect(one.rounded(scale: 2, .halfEven) == one.rounded(scale: 2, .halfEven).rounded(scale: 2, .floor))
            #expect(one.rounded(scale: 1, .floor) <= one && one <= one.rounded(scale: 1, .ceiling))
            #expect(one.hashValue == (one * Number(unscaled: 1000, scale: 3)).hashValue)
        }
    }

    @Test func aQuotientIsTheNearestDecimal() throws {
        let samples = Self.samples(300, seed: 23).map(\.number)
        let tolerance = try #require(Number("0.000000000000000000000000000000001"))
        for (one, other) in zip(samples, samples.dropFirst()) where !other.isZero && !one.isZero {
            let quotient = try #require(one.divided(by: other))
            let error = try #require((quotient * other - one).divided(by: one))
            #expect((error.isNegative ? -error : error) <= tolerance)
        }
    }
}
