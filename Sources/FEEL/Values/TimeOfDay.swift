/// A time of day, with or without an offset or zone.
public struct TimeOfDay: Sendable, Hashable {
    /// Nanoseconds since midnight, below 24 hours.
    public let nanoseconds: Int64
    /// The offset or zone.
    public let zone: Zone

    static let nanosecondsPerDay: Int64 = 86_400_000_000_000

    /// A time of day; `nil` if it is not within a day.
    public init?(nanoseconds: Int64, zone: Zone) {
        guard nanoseconds >= 0, nanoseconds < Self.nanosecondsPerDay else { return nil }
        self.nanoseconds = nanoseconds
        self.zone = zone
    }

    /// A time of day; `nil` if a part is out of its range.
    public init?(hour: Int, minute: Int, second: Int, nanosecond: Int = 0, zone: Zone = .local) {
        guard (0...23).contains(hour), (0...59).contains(minute), (0...59).contains(second),
            (0...999_999_999).contains(nanosecond)
        else { return nil }
        self.nanoseconds = Int64(hour * 3600 + minute * 60 + second) * 1_000_000_000 + Int64(nanosecond)
        self.zone = zone
    }

    /// The hour, 0 to 23.
    public var hour: Int { Int(self.nanoseconds / 3_600_000_000_000) }
    /// The minute, 0 to 59.
    public var minute: Int { Int(self.nanoseconds / 60_000_000_000) % 60 }
    /// The second, 0 to 59, without its fraction.
    public var second: Int { Int(self.nanoseconds / 1_000_000_000) % 60 }
    /// The fraction of the second.
    public var nanosecond: Int { Int(self.nanoseconds % 1_000_000_000) }

    /// The offset in seconds; a zone's is the one of today's date, for a time alone has none.
    var offsetSeconds: Int? { self.zone.offset(atLocal: Clock.now().seconds) }

    /// Nanoseconds since midnight UTC, or since local midnight without offset.
    var comparable: Int64 { self.nanoseconds - Int64(self.offsetSeconds ?? 0) * 1_000_000_000 }

    /// The time so much later, around the clock.
    func adding(_ duration: DaysTimeDuration) -> TimeOfDay {
        let day = Self.nanosecondsPerDay
        let seconds = Int64(duration.seconds % 86_400)
        var total = self.nanoseconds + seconds * 1_000_000_000 + Int64(duration.nanoseconds)
        total %= day
        if total < 0 { total += day }
        return TimeOfDay(nanoseconds: total, zone: self.zone) ?? self
    }
}

extension TimeOfDay: CustomStringConvertible {
    /// Reads `10:00:00.5+01:00`.
    ///
    /// The offset may be `Z`, `±hh:mm`, `±hh:mm:ss`, `@Europe/Paris` or missing.
    /// `24:00:00` is midnight.
    public init?(_ text: some StringProtocol) {
        var scanner = TemporalScanner(text)
        guard let time = scanner.time(), scanner.isAtEnd else { return nil }
        self = time.time
    }

    /// The time as ISO 8601 writes it.
    public var description: String {
        let clock = "\(twoDigits(self.hour)):\(twoDigits(self.minute)):\(twoDigits(self.second))"
        return clock + fractionText(self.nanosecond) + self.zone.description
    }
}

/// A fraction of a second as `.5`, nothing for none.
func fractionText(_ nanoseconds: Int) -> String {
    if nanoseconds == 0 { return "" }
    var digits = String(nanoseconds + 1_000_000_000).dropFirst()
    while digits.last == "0" { digits = digits.dropLast() }
    return "." + digits
}
