import Testing

@testable import Workbook

@Suite("Numbers as they stand in a workbook")
struct SheetNumberTests {
    @Test(arguments: [
        ("0", "0"), ("-0", "0"), ("7", "7"), ("-7.50", "-7.5"), ("+3", "3"), ("9000.50", "9000.5"), (".5", "0.5"),
        ("5.", "5"), ("1E-2", "0.01"), ("1.5e3", "1500"), ("007", "7"), ("1E+20", "100000000000000000000"),
        ("1e300", "1e300"), ("-25e-40", "-25e-40"),
    ])
    func aNumberIsReadByItsDigits(text: String, digits: String) {
        #expect(SheetNumber.digits(text) == digits)
    }

    @Test(arguments: [
        ("0.10000000000000001", "0.1"), ("0.29999999999999999", "0.3"), ("14.199999999999999", "14.2"),
        ("1.0000000000000001E-2", "0.01"), ("96.099999999999994", "96.1"), ("12345678.910000000", "12345678.91"),
    ])
    func seventeenDigitsOfAFloatAreWhatWasTyped(text: String, digits: String) {
        #expect(SheetNumber.digits(text) == digits)
    }

    @Test(arguments: [
        ("0.30000000000000004", "0.3"), ("5880.0000000000009", "5880"), ("30.800000000000001", "30.8"),
        ("9999.9999999999982", "10000"),
    ])
    func theNoiseOfACalculationIsNoPartOfTheNumber(text: String, digits: String) {
        #expect(SheetNumber.digits(text) == digits)
    }

    @Test(arguments: [
        ("0.33333333333333331", "0.3333333333333333"), ("12345678901234567", "12345678901234567"),
        ("123456789012345678901234567890", "123456789012345678901234567890"),
        ("0.1234567890123456789012345678901234", "0.1234567890123456789012345678901234"),
    ])
    func digitsThatMeanSomethingStay(text: String, digits: String) {
        #expect(SheetNumber.digits(text) == digits)
    }

    @Test(arguments: ["", " ", "-", ".", "1,5", "1e", "1e+", "0x1F", "NaN", "inf", "1 2", "1e99999", "١"])
    func whatIsNoNumberIsNone(text: String) {
        #expect(SheetNumber.digits(text) == nil)
    }

    @Test func everyShortDecimalComesBackFromItsFloat() {
        var state: UInt64 = 7
        for _ in 0..<2000 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let cents = Int(state >> 30) % 100_000_000
            let typed = DecimalText("\(cents / 100).\(cents / 10 % 10)\(cents % 10)")?.text
            // Seventeen digits, as spreadsheet programs write them.
            let value = Double(cents) / 100
            let exact = DecimalText("\(Self.exactly(value))")?.rounded(to: 17).text ?? ""
            #expect(SheetNumber.digits(exact) == typed, "\(exact)")
        }
    }

    /// The float's own value in full, by doubling its fraction away.
    private static func exactly(_ value: Double) -> String {
        let whole = value.rounded(.down)
        var fraction = value - whole
        var digits = ""
        while fraction > 0, digits.count < 60 {
            // Exact: a float's fraction has few bits, and they move to the left.
            var carried = fraction * 8
            carried += fraction * 2
            let digit = carried.rounded(.down)
            digits += "\(Int(digit))"
            fraction = (fraction * 8 - digit) + fraction * 2
        }
        return "\(Int(whole)).\(digits)"
    }
}
