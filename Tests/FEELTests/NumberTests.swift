import FEEL
import Testing

@Suite("Numbers")
struct NumberTests {
    private func random(_ generator: inout SeededGenerator) -> Number {
        let digits = Int.random(in: 1...17, using: &generator)
        var coefficient: Int64 = 0
        for _ in 0..<digits { coefficient = coefficient * 10 + Int64.random(in: 0...9, using: &generator) }
        let scale = Int.random(in: -3...8, using: &generator)
        let sign: Int64 = Bool.random(using: &generator) ? 1 : -1
        return Number(unscaled: sign * coefficient, scale: scale)
    }

    @Test func additionAndMultiplicationFollowTheirLaws() {
        var generator = SeededGenerator(seed: 34)
        for _ in 0..<2000 {
            let (a, b) = (self.random(&generator), self.random(&generator))
            #expect(a + b == b + a)
            #expect(a * b == b * a)
            #expect(a + b - b == a)
            #expect(a - b == -(b - a))
            #expect((a < b) == (b > a))
            #expect(a == a + Number(unscaled: 0, scale: 9))
            if !b.isZero { #expect((a * b).divided(by: b) == a) }
        }
    }

    @Test(arguments: [
        "0", "0.00", "7", "-7", "0.5", "-0.05", "1.50", "12.30", "0.000000000000000001", "18446744073709551615",
        "-18.446744073709551615", "18446744073709551616", "0.0000000000000000001",
        "-340282366920938463463.374607431768",
    ])
    func plainTextIsWrittenAsItWasRead(_ text: String) {
        #expect(Number(text)?.description == text)
        #expect(Number(utf8: Array(text.utf8)[...])?.description == text)
    }

    @Test(arguments: ["", "-", ".", "1.", ".5", "-.5", "1.2.3", "1-", "--1", "1 ", "x", "1e", "12345678901234567890x"])
    func aSliceIsReadLikeAnyBytes(_ text: String) {
        #expect(Number(utf8: Array(text.utf8)[...]) == Number(text))
    }

    @Test func textIsReadBackAsTheSameNumber() {
        var generator = SeededGenerator(seed: 35)
        for _ in 0..<2000 {
            let number = self.random(&generator)
            let read = Number(number.description)
            #expect(read == number)
            #expect(read?.hashValue == number.hashValue)
        }
    }

    @Test(arguments: ["", ".", "1.", "-", "+", "1e", "1e+", "e5", "1.2.3", "1 2", "0x1", "NaN", "--1", "1e99999999"])
    func otherTextIsNoNumber(_ text: String) {
        #expect(Number(text) == nil)
    }

    @Test(arguments: [
        ("2.5", RoundingMode.halfEven, "2"), ("3.5", .halfEven, "4"), ("2.5", .halfUp, "3"), ("-2.5", .halfUp, "-3"),
        ("2.5", .halfDown, "2"), ("-2.1", .floor, "-3"), ("-2.9", .ceiling, "-2"), ("2.1", .up, "3"),
        ("2.9", .down, "2"), ("0.4", .halfUp, "0"),
    ]) func roundingFollowsItsMode(_ text: String, _ mode: RoundingMode, _ expected: String) {
        #expect(Number(text)?.rounded(scale: 0, mode).description == expected)
    }

    @Test func centsAreExactOrNothing() {
        #expect(Number("12.30")?.scaled(by: 2) == 1230)
        #expect(Number("12")?.scaled(by: 2) == 1200)
        #expect(Number("12.345")?.scaled(by: 2) == nil)
        #expect(Number("1e30")?.scaled(by: 2) == nil)
        #expect(Number("-92233720368547758.08")?.scaled(by: 2) == Int64.min)
        #expect(Number(unscaled: 1230, scale: 2).description == "12.30")
    }

    @Test func aValueStaysSmall() {
        #expect(MemoryLayout<Value>.stride <= 24)
    }
}
