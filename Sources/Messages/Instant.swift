/// A point in time in whole milliseconds since 1970 in UTC.
public struct Instant: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    public let milliseconds: Int64

    /// The instant `milliseconds` after 1970 began in UTC.
    public init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    /// Whole seconds since 1970, rounded down: AMQP's `timestamp`.
    public var seconds: Int64 {
        (self.milliseconds - (self.milliseconds % 1000 + 1000) % 1000) / 1000
    }

    /// RFC 3339 in UTC, to the second: `2026-03-02T09:15:04Z`.
    public var description: String {
        let seconds = self.seconds
        let days = (seconds - (seconds % 86_400 + 86_400) % 86_400) / 86_400
        let (year, month, day) = Self.civil(days)
        let rest = Int(seconds - days * 86_400)
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let century = year < 1000 ? String(repeating: "0", count: 4 - "\(year)".count) + "\(year)" : "\(year)"
        return "\(century)-\(two(month))-\(two(day))T\(two(rest / 3600)):\(two(rest / 60 % 60)):\(two(rest % 60))Z"
    }

    /// Whether `left` comes first.
    public static func < (left: Instant, right: Instant) -> Bool { left.milliseconds < right.milliseconds }

    /// Year, month and day of a count of days since 1970, in the proleptic Gregorian calendar.
    private static func civil(_ days: Int64) -> (year: Int, month: Int, day: Int) {
        // Years are counted from 1 March, so that the leap day is the last of its year.
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (Int(yearOfEra + era * 400 + (month <= 2 ? 1 : 0)), Int(month), Int(day))
    }

    /// Reads an RFC 3339 timestamp in UTC, such as `2026-03-02T09:15:04.5Z`; `nil` for anything else.
    ///
    /// - Complexity: O(length), without an allocation: it is read from every submission.
    public init?(timestamp text: String) {
        let span = text.utf8Span
        let bytes = span.span
        var place = 0
        func number(_ digits: Int, then end: UInt8?, _ bytes: borrowing Span<UInt8>) -> Int64? {
            guard bytes.count >= place + digits + (end == nil ? 0 : 1) else { return nil }
            var number: Int64 = 0
            for _ in 0..<digits {
                guard let digit = Self.digit(bytes[place]) else { return nil }
                number = number * 10 + digit
                place += 1
            }
            guard let end else { return number }
            place += 1
            return bytes[place - 1] == end ? number : nil
        }
        let (dash, colon) = (UInt8(ascii: "-"), UInt8(ascii: ":"))
        guard let year = number(4, then: dash, bytes), let month = number(2, then: dash, bytes),
            let day = number(2, then: UInt8(ascii: "T"), bytes), let hour = number(2, then: colon, bytes),
            let minute = number(2, then: colon, bytes), let second = number(2, then: nil, bytes),
            (1...12).contains(month)
        else { return nil }
        var milliseconds: Int64 = 0
        if place < bytes.count, bytes[place] == UInt8(ascii: ".") {
            place += 1
            var worth: Int64 = 100
            while place < bytes.count, let digit = Self.digit(bytes[place]) {
                milliseconds += digit * worth
                worth /= 10
                place += 1
            }
        }
        let zone = text.utf8.dropFirst(place)
        guard zone.elementsEqual("Z".utf8) || zone.elementsEqual("+00:00".utf8) || zone.elementsEqual("-00:00".utf8)
        else { return nil }
        let days = Self.days(year, month, day)
        self.milliseconds = (days * 86_400 + hour * 3_600 + minute * 60 + second) * 1_000 + milliseconds
    }

    private static func digit(_ byte: UInt8) -> Int64? {
        byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") ? Int64(byte - UInt8(ascii: "0")) : nil
    }

    /// Days since 1970, in the proleptic Gregorian calendar.
    private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
        // Years are counted from 1 March, so that the leap day is the last of its year.
        let shifted = month > 2 ? year : year - 1
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    /// Whether `text` has the form of an RFC 3339 timestamp: `2026-03-02T09:15:04.5+01:00`.
    ///
    /// By hand: this is asked of every message, and a regular expression costs more than all else that is read of it.
    static func isTimestamp(_ text: String) -> Bool {
        let bytes = Array(text.utf8.prefix(41))
        func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
        func has(_ form: String, at start: Int) -> Bool {
            guard bytes.count >= start + form.utf8.count else { return false }
            return zip(form.utf8, bytes[start...]).allSatisfy { $0 == UInt8(ascii: "0") ? isDigit($1) : $0 == $1 }
        }
        guard bytes.count <= 40, has("0000-00-00T00:00:00", at: 0) else { return false }
        var end = 19
        if has(".0", at: end) {
            end += 1
            while end < bytes.count, isDigit(bytes[end]) { end += 1 }
        }
        return bytes.count == end + 1 && has("Z", at: end)
            || bytes.count == end + 6 && (has("+00:00", at: end) || has("-00:00", at: end))
    }
}
