/// Reads dates and times from text.
struct TemporalScanner {
    private let bytes: [UInt8]
    private var index = 0

    init(_ text: some StringProtocol) {
        self.bytes = Array(text.utf8)
    }

    var isAtEnd: Bool { self.index == self.bytes.count }

    private var next: UInt8? { self.isAtEnd ? nil : self.bytes[self.index] }

    /// Takes a character if it is next.
    mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard self.next == UInt8(ascii: character) else { return false }
        self.index += 1
        return true
    }

    /// Takes digits, as many as there are, within a count.
    private mutating func digits(_ counts: ClosedRange<Int>) -> Int? {
        let start = self.index
        var value = 0
        while let byte = self.next, (48...57).contains(byte), self.index - start < counts.upperBound {
            value = value * 10 + Int(byte - 48)
            self.index += 1
        }
        return counts.contains(self.index - start) ? value : nil
    }

    /// Takes `2024-02-29`; a year of more than four digits has no leading zero.
    mutating func date() -> CalendarDate? {
        let negative = self.take("-")
        let start = self.index
        guard let year = self.digits(4...9) else { return nil }
        if self.index - start > 4, self.bytes[start] == 48 { return nil }
        guard self.take("-"), let month = self.digits(2...2), self.take("-"), let day = self.digits(2...2) else {
            return nil
        }
        return CalendarDate(year: negative ? -year : year, month: month, day: day)
    }

    /// Takes `10:00:00.5+01:00`; `24:00:00` is midnight of the next day.
    mutating func time() -> (time: TimeOfDay, nextDay: Bool)? {
        guard let hour = self.digits(2...2), self.take(":"), let minute = self.digits(2...2), self.take(":"),
            let second = self.digits(2...2)
        else { return nil }
        var nanosecond = 0
        if self.take(".") {
            guard let fraction = self.fraction() else { return nil }
            nanosecond = fraction
        }
        guard let zone = self.zone() else { return nil }
        let nextDay = hour == 24 && minute == 0 && second == 0 && nanosecond == 0
        let time = TimeOfDay(
            hour: nextDay ? 0 : hour,
            minute: minute,
            second: second,
            nanosecond: nanosecond,
            zone: zone
        )
        return time.map { ($0, nextDay) }
    }

    /// Takes the digits after a point as nanoseconds; further digits are dropped.
    private mutating func fraction() -> Int? {
        var value = 0
        var count = 0
        while let byte = self.next, (48...57).contains(byte) {
            if count < 9 { value = value * 10 + Int(byte - 48) }
            count += 1
            self.index += 1
        }
        guard count > 0 else { return nil }
        for _ in min(count, 9)..<9 { value *= 10 }
        return value
    }

    /// Takes an offset or zone; none is local.
    private mutating func zone() -> Zone? {
        if self.isAtEnd { return .local }
        if self.take("Z") || self.take("z") { return .utc }
        if self.take("@") {
            guard let name = String(validating: self.bytes[self.index...], as: UTF8.self) else { return nil }
            self.index = self.bytes.count
            return Zone(name: name)
        }
        let negative = self.next == UInt8(ascii: "-")
        guard negative || self.next == UInt8(ascii: "+") else { return nil }
        self.index += 1
        guard let hours = self.digits(2...2), self.take(":"), let minutes = self.digits(2...2), minutes < 60 else {
            return nil
        }
        var seconds = 0
        if self.take(":") {
            guard let part = self.digits(2...2), part < 60 else { return nil }
            seconds = part
        }
        let offset = hours * 3600 + minutes * 60 + seconds
        return Zone(offsetSeconds: negative ? -offset : offset)
    }
}
