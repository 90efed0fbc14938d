import Testing

@testable import Workbook

@Suite("Dates as a sheet holds them")
struct SheetDateTests {
    @Test(arguments: [
        ("1", "1900-01-01"), ("31", "1900-01-31"), ("59", "1900-02-28"), ("61", "1900-03-01"), ("366", "1900-12-31"),
        ("36525", "1999-12-31"), ("36526", "2000-01-01"), ("36585", "2000-02-29"), ("46083", "2026-03-02"),
        ("2958465", "9999-12-31"),
    ])
    func daysAreCountedFrom1900(serial: String, date: String) {
        #expect(SheetDate(serial: serial, since1904: false)?.description == date)
    }

    @Test(arguments: [("0", "1904-01-01"), ("60", "1904-03-01"), ("44621", "2026-03-02"), ("2957003", "9999-12-31")])
    func orFrom1904(serial: String, date: String) {
        #expect(SheetDate(serial: serial, since1904: true)?.description == date)
    }

    @Test(arguments: ["0", "0.5", "60", "60.25", "-1", "2958466", "9999999", "1e300", "x"])
    func whatIsNoDayIsNone(serial: String) {
        #expect(SheetDate(serial: serial, since1904: false) == nil)
    }

    @Test(arguments: [
        ("46083", 0, "2026-03-02"), ("46083.5", 43_200, "2026-03-02"), ("46083.99999", 86_399, "2026-03-02"),
        ("46083.9999999999", 0, "2026-03-03"), ("46083.000000000004", 0, "2026-03-02"),
    ])
    func aTimeOfDayIsTold(serial: String, second: Int, date: String) {
        let read = SheetDate(serial: serial, since1904: false)
        #expect(read?.secondOfDay == second)
        #expect(read?.description == date)
    }
}
