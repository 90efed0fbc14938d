/// A date as a sheet holds it: days since an epoch, and a time of day.
public struct SheetDate: Sendable, Hashable, CustomStringConvertible {
    /// The year, 1900 to 9999.
    public let year: Int
    /// The month, 1 to 12.
    public let month: Int
    /// The day of the month, from 1.
    public let day: Int
    /// Seconds since midnight.
    public let secondOfDay: Int

    /// The date of a serial number.
    ///
    /// - Parameters:
    ///   - serial: Days, decimal digits: 1 is 1 January 1900, or 0 is 1 January 1904.
    ///   - since1904: Whether days are counted from 1904, as old workbooks of the Macintosh do.
    /// - Returns: `nil` for a number that is no day: 0 and 60 in the count from 1900, where 60 is a 29 February that
    ///   1900 did not have, and what is past the year 9999.
    init?(serial: String, since1904: Bool) {
        guard let decimal = DecimalText(serial), !decimal.isNegative, let (days, rest) = decimal.daysAndSeconds else {
            return nil
        }
        var whole = days
        // Rounded up to midnight: the day after.
        var second = rest
        if second == 86_400 {
            whole += 1
            second = 0
        }
        let sinceEpoch: Int
        if since1904 {
            sinceEpoch = whole + Self.days(year: 1904, month: 1, day: 1)
        } else {
            guard whole >= 1, whole != 60 else { return nil }
            // 1900 is counted as a leap year, so days after its February are one too many.
            sinceEpoch = whole + Self.days(year: 1899, month: 12, day: whole < 60 ? 31 : 30)
        }
        guard sinceEpoch <= Self.days(year: 9999, month: 12, day: 31) else { return nil }
        (self.year, self.month, self.day) = Self.date(sinceEpoch)
        self.secondOfDay = second
    }

    /// The date alone, `YYYY-MM-DD`.
    public var description: String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(self.year)-\(two(self.month))-\(two(self.day))"
    }

    /// Days since 1970-01-01 of the Gregorian calendar.
    ///
    /// Source: H. Hinnant, "chrono-Compatible Low-Level Date Algorithms", `days_from_civil`.
    private static func days(year: Int, month: Int, day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// The date of a day since 1970-01-01; the inverse of `days`.
    private static func date(_ days: Int) -> (Int, Int, Int) {
        let shifted = days + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }
}
