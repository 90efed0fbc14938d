/// An instant as RFC 3339 in UTC with milliseconds, written without a formatter: it stands in every log line.
struct LogTime {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    let milliseconds: Int64

    func write(to bytes: inout [UInt8]) {
        let (days, time) = self.milliseconds.quotientAndRemainder(dividingBy: 86_400_000)
        let (year, month, day) = Self.civil(daysSinceEpoch: Int(days))
        Self.digits(year, 4, &bytes)
        bytes.append(UInt8(ascii: "-"))
        Self.digits(month, 2, &bytes)
        bytes.append(UInt8(ascii: "-"))
        Self.digits(day, 2, &bytes)
        bytes.append(UInt8(ascii: "T"))
        Self.digits(Int(time / 3_600_000), 2, &bytes)
        bytes.append(UInt8(ascii: ":"))
        Self.digits(Int(time / 60_000 % 60), 2, &bytes)
        bytes.append(UInt8(ascii: ":"))
        Self.digits(Int(time / 1_000 % 60), 2, &bytes)
        bytes.append(UInt8(ascii: "."))
        Self.digits(Int(time % 1_000), 3, &bytes)
        bytes.append(UInt8(ascii: "Z"))
    }

    /// Howard Hinnant's `civil_from_days`, for days after the epoch.
    private static func civil(daysSinceEpoch: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = daysSinceEpoch + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthIndex = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * monthIndex + 2) / 5 + 1
        let month = monthIndex < 10 ? monthIndex + 3 : monthIndex - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    private static func digits(_ value: Int, _ count: Int, _ bytes: inout [UInt8]) {
        var divisor = 1
        for _ in 1..<count { divisor *= 10 }
        while divisor > 0 {
            bytes.append(UInt8(ascii: "0") + UInt8(value / divisor % 10))
            divisor /= 10
        }
    }
}
