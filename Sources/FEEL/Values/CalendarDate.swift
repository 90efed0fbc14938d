/// A day of the proleptic Gregorian calendar.
public struct CalendarDate: Sendable, Hashable {
    private let storedYear: Int32
    private let storedMonth: UInt8
    private let storedDay: UInt8

    /// The year, -999,999,999 to 999,999,999; year 0 is the one before year 1.
    public var year: Int { Int(self.storedYear) }
    /// The month, 1 to 12.
    public var month: Int { Int(self.storedMonth) }
    /// The day of the month, 1 to 31.
    public var day: Int { Int(self.storedDay) }

    /// A date, or `nil` if there is no such day.
    public init?(year: Int, month: Int, day: Int) {
        guard year >= -999_999_999, year <= 999_999_999, month >= 1, month <= 12, day >= 1,
            day <= Self.length(ofMonth: month, year: year)
        else { return nil }
        self.storedYear = Int32(year)
        self.storedMonth = UInt8(month)
        self.storedDay = UInt8(day)
    }

    /// The days of a month.
    static func length(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: self.isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    static func isLeap(_ year: Int) -> Bool {
        (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
    }

    /// Days since 1970-01-01.
    public var dayNumber: Int {
        // Years begin in March, so that the leap day is the last; eras are 400 years.
        let year = self.month <= 2 ? self.year - 1 : self.year
        let era = (year >= 0 ? year : year - 399) / 400
        let yearOfEra = year - era * 400
        let monthFromMarch = self.month > 2 ? self.month - 3 : self.month + 9
        let dayOfYear = (153 * monthFromMarch + 2) / 5 + self.day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    /// The day so many days after 1970-01-01, or `nil` outside the range of years.
    public init?(dayNumber: Int) {
        guard dayNumber.magnitude < 400_000_000_000 else { return nil }
        let shifted = dayNumber + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        self.init(year: year, month: month, day: dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
    }

    /// The same day so many months later, or the month's last day if it is shorter; `nil` outside the range of years.
    public func adding(months: Int) -> CalendarDate? {
        let (total, overflow) = (self.year * 12 + self.month - 1).addingReportingOverflow(months)
        guard !overflow else { return nil }
        let year = total >= 0 ? total / 12 : (total - 11) / 12
        let month = total - year * 12 + 1
        guard year.magnitude <= 999_999_999 else { return nil }
        return CalendarDate(year: year, month: month, day: min(self.day, Self.length(ofMonth: month, year: year)))
    }

    /// The day so many days later; `nil` outside the range of years.
    public func adding(days: Int) -> CalendarDate? {
        let (sum, overflow) = self.dayNumber.addingReportingOverflow(days)
        return overflow ? nil : CalendarDate(dayNumber: sum)
    }

    /// Monday is 1, Sunday 7.
    public var weekday: Int {
        let shifted = (self.dayNumber + 3) % 7
        return (shifted < 0 ? shifted + 7 : shifted) + 1
    }

    /// The day of the year, 1 to 366.
    public var dayOfYear: Int {
        guard let first = CalendarDate(year: self.year, month: 1, day: 1) else { return 1 }
        return self.dayNumber - first.dayNumber + 1
    }

    /// The week of the year as ISO 8601 counts it, 1 to 53.
    public var weekOfYear: Int {
        // The week belongs to the year of its Thursday.
        guard let thursday = self.adding(days: 4 - self.weekday) else { return 1 }
        return (thursday.dayOfYear - 1) / 7 + 1
    }
}

extension CalendarDate: Comparable {
    /// Whether the first is the earlier day.
    @inline(__always)
    public static func < (lhs: CalendarDate, rhs: CalendarDate) -> Bool { lhs.sortKey < rhs.sortKey }

    @inline(__always)
    var sortKey: Int { Int(self.storedYear) << 16 | Int(self.storedMonth) << 8 | Int(self.storedDay) }
}

extension CalendarDate: CustomStringConvertible {
    /// Reads `2024-02-29`: a year of four to nine digits, with `-` before it before Christ.
    public init?(_ text: some StringProtocol) {
        var scanner = TemporalScanner(text)
        guard let date = scanner.date(), scanner.isAtEnd else { return nil }
        self = date
    }

    /// The date as ISO 8601 writes it.
    public var description: String {
        let digits = String(self.year.magnitude)
        let padding = String(repeating: "0", count: max(0, 4 - digits.utf8.count))
        return "\(self.year < 0 ? "-" : "")\(padding)\(digits)-\(twoDigits(self.month))-\(twoDigits(self.day))"
    }
}

/// A number from 0 to 99 with two digits.
func twoDigits(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
