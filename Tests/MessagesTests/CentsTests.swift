import Messages
import Testing

@Suite("Cents")
struct CentsTests {
    @Test(arguments: [
        ("0.00", 0), ("0.05", 5), ("5880.00", 588_000), ("9999999999999.99", 999_999_999_999_999), ("007.10", 710),
    ])
    func anAmountIsReadAsItIsWritten(text: String, count: Int64) {
        #expect(Cents(text) == Cents(count))
    }

    @Test(arguments: [
        "", "5880", "5880.0", "5880.000", ".50", "5,880.00", "-1.00", "+1.00", " 1.00", "1.00 ", "1e2", "1.0e1", "NaN",
        "10000000000000.00", "٣.00",
    ])
    func whatIsNoAmountIsRefused(text: String) {
        #expect(Cents(text) == nil)
    }

    @Test(arguments: [(0, "0.00"), (5, "0.05"), (588_000, "5880.00"), (-50, "-0.50"), (-12_345, "-123.45")])
    func anAmountIsWrittenWithTwoDecimals(count: Int64, text: String) {
        #expect(Cents(count).description == text)
    }
}
