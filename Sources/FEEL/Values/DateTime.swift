/// A date with a time of day, with or without an offset or zone.
public struct DateTime: Sendable, Hashable {
    private let nanoseconds: Int64
    private let zone: Zone
    /// The day.
    public let date: CalendarDate

    /// Puts a day and a time together.
    public init(date: CalendarDate, time: TimeOfDay) {
        self.date = date
        self.nanoseconds = time.nanoseconds
        self.zone = time.zone
    }

    /// The time of day with its offset or zone.
    public var time: TimeOfDay {
        TimeOfDay(nanoseconds: self.nanoseconds, zone: self.zone) ?? .midnight
    }

    /// Seconds on the local clock since 1970-01-01T00:00:00.
    var localSeconds: Int { self.date.dayNumber * 86_400 + Int(self.nanoseconds / 1_000_000_000) }

    /// Whether it has neither offset nor zone.
    public var isLocal: Bool { self.zone.isLocal }

    /// The seconds east of UTC; `nil` without offset.
    public var offsetSeconds: Int? { self.zone.offset(atLocal: self.localSeconds) }

    /// Seconds since 1970-01-01T00:00:00 UTC; a local one counts as UTC.
    var instantSeconds: Int { self.localSeconds - (self.offsetSeconds ?? 0) }

    /// The fraction of the second.
    var nanosecond: Int { Int(self.nanoseconds % 1_000_000_000) }

    /// The date and time so much later, or `nil` outside the range of years.
    ///
    /// The zone stays; where it changes its clocks, the duration is the time that really passes.
    func adding(_ duration: DaysTimeDuration) -> DateTime? {
        var nano = self.nanosecond + Int(duration.nanoseconds)
        var (seconds, overflow) = self.localSeconds.addingReportingOverflow(duration.seconds)
        guard !overflow, seconds.magnitude < 1 << 60 else { return nil }
        if nano < 0 {
            nano += 1_000_000_000
            seconds -= 1
        } else if nano >= 1_000_000_000 {
            nano -= 1_000_000_000
            seconds += 1
        }
        if self.zone.name != nil, let before = self.offsetSeconds {
            let instant = seconds - before
            guard let after = self.zone.offset(atInstant: instant) else { return nil }
            seconds = instant + after
        }
        return DateTime(localSeconds: seconds, nanosecond: nano, zone: self.zone)
    }

    /// From seconds on the local clock.
    init?(localSeconds seconds: Int, nanosecond: Int, zone: Zone) {
        let day = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
        let rest = seconds - day * 86_400
        guard let date = CalendarDate(dayNumber: day),
            let time = TimeOfDay(nanoseconds: Int64(rest) * 1_000_000_000 + Int64(nanosecond), zone: zone)
        else { return nil }
        self.init(date: date, time: time)
    }

    /// The same time of day so many months later.
    func adding(months: Int) -> DateTime? {
        self.date.adding(months: months).map { DateTime(date: $0, time: self.time) }
    }

    /// How much later this is than another.
    func since(_ other: DateTime) -> DaysTimeDuration {
        DaysTimeDuration(
            seconds: self.instantSeconds - other.instantSeconds,
            nanoseconds: self.nanosecond - other.nanosecond
        )
    }

    /// Negative, zero or positive as this is earlier, the same or later.
    ///
    /// One without an offset takes the other's.
    func order(_ other: DateTime) -> Int {
        let sameClock = self.isLocal != other.isLocal
        let left = sameClock ? self.localSeconds : self.instantSeconds
        let right = sameClock ? other.localSeconds : other.instantSeconds
        if left != right { return left < right ? -1 : 1 }
        return self.nanosecond - other.nanosecond
    }
}

extension TimeOfDay {
    /// 00:00:00 without an offset.
    static let midnight = TimeOfDay(unchecked: 0, zone: .local)
    /// 00:00:00Z.
    static let utcMidnight = TimeOfDay(unchecked: 0, zone: .utc)

    private init(unchecked nanoseconds: Int64, zone: Zone) {
        self.nanoseconds = nanoseconds
        self.zone = zone
    }
}

extension DateTime: CustomStringConvertible {
    /// Reads `2024-02-29T10:00:00Z`; a date alone is midnight of that day.
    public init?(_ text: some StringProtocol) {
        var scanner = TemporalScanner(text)
        guard let date = scanner.date() else { return nil }
        if scanner.isAtEnd {
            self.init(date: date, time: .midnight)
            return
        }
        guard scanner.take("T"), let result = scanner.time(), scanner.isAtEnd else { return nil }
        guard let day = result.nextDay ? date.adding(days: 1) : date else { return nil }
        self.init(date: day, time: result.time)
    }

    /// The date, `T`, the time.
    public var description: String { "\(self.date)T\(self.time)" }
}
