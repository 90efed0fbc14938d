import Testing

@testable import Workbook

@Suite("Number formats")
struct NumberFormatTests {
    @Test(arguments: [
        "yyyy-mm-dd", #"yyyy\-mm\-dd"#, "m/d/yyyy", "[$-409]d-mmm-yy;@", "dd.mm.yyyy hh:mm", "mmm", "YYYY",
        #"[$-F800]dddd\,\ mmmm\ dd\,\ yyyy"#,
    ])
    func datesAreKnownByTheirLetters(code: String) {
        #expect(NumberFormat(code: code) == .date)
    }

    @Test(arguments: [
        "General", "0.00", "#,##0", "@", "h:mm:ss", "[h]:mm", "mm:ss", #"0.0" days""#, #""d"0"#, "[Red]0.00",
        "0.00E+00", #"_-"$"* #,##0.00"#, "", "0", "# ?/?", "0.00;[Red]-0.00 \"yd\"",
    ])
    func othersAreNumbers(code: String) {
        #expect(NumberFormat(code: code) == .number)
    }

    @Test(arguments: ["0%", "0.00%", "[Red]0 %"])
    func percentagesAreToldApart(code: String) {
        #expect(NumberFormat(code: code) == .percentage)
    }

    @Test func zerosAloneAreKept() {
        #expect(NumberFormat(code: "00000") == .zeros(5))
    }
}
