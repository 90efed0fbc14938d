internal import FEEL

/// The time in HTTP's header `Date`: `Mon, 30 Nov 2026 12:45:42 GMT`.
///
/// Source: RFC 9110, section 5.6.7, the form that servers have to send.
public enum HTTPDate {
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// Seconds since 1970; `nil` if it is no such text.
    public static func seconds(_ text: String) -> Int64? {
        let parts = text.split(separator: " ")
        guard parts.count == 6, parts[5] == "GMT", let day = Int(parts[1]), let year = Int(parts[3]),
            let month = Self.months.firstIndex(of: String(parts[2])),
            let date = CalendarDate(year: year, month: month + 1, day: day),
            let start = CalendarDate(year: 1970, month: 1, day: 1)
        else { return nil }
        let time = parts[4].split(separator: ":").compactMap { Int64($0) }
        guard time.count == 3, time[0] < 24, time[1] < 60, time[2] <= 60, time.allSatisfy({ $0 >= 0 }) else {
            return nil
        }
        let days = Int64(date.dayNumber - start.dayNumber)
        return ((days * 24 + time[0]) * 60 + time[1]) * 60 + time[2]
    }
}
