extension Operations {
    /// `value.name` where the value is not a context of the shape that was expected.
    @inline(never)
    static func property(_ value: Value, _ name: String) -> Value {
        switch value {
        case .context(let context): context[name] ?? .null
        case .list(let items): .list(items.map { self.property($0, name) })
        case .unknown: value
        case .date(let date): self.property(date, name)
        case .time(let time): self.property(time, name)
        case .dateTime(let moment): self.property(moment, name)
        case .yearsMonths(let duration):
            switch name {
            case "years": .number(Number(duration.months / 12))
            case "months": .number(Number(duration.months % 12))
            default: .null
            }
        case .daysTime(let duration): self.property(duration, name)
        case .range(let range): self.property(range, name)
        default: .null
        }
    }

    /// The same where the value is expected to be a context of that shape.
    static func member(_ value: Value, _ shape: Shape, _ index: Int, _ name: String) -> Value {
        if case .context(let context) = value, let member = context.value(of: shape, at: index) { return member }
        return self.property(value, name)
    }

    private static func property(_ date: CalendarDate, _ name: String) -> Value {
        switch name {
        case "year": .number(Number(date.year))
        case "month": .number(Number(date.month))
        case "day": .number(Number(date.day))
        case "weekday": .number(Number(date.weekday))
        default: .null
        }
    }

    private static func property(_ time: TimeOfDay, _ name: String) -> Value {
        switch name {
        case "hour": .number(Number(time.hour))
        case "minute": .number(Number(time.minute))
        case "second": .number(Number(time.second) + Number(nanoseconds: time.nanosecond))
        case "time offset": time.offsetSeconds.map { .daysTime(DaysTimeDuration(seconds: $0)) } ?? .null
        case "timezone": time.zone.name.map { .text($0) } ?? .null
        default: .null
        }
    }

    private static func property(_ moment: DateTime, _ name: String) -> Value {
        switch name {
        case "time offset": moment.offsetSeconds.map { .daysTime(DaysTimeDuration(seconds: $0)) } ?? .null
        case "year", "month", "day", "weekday": self.property(moment.date, name)
        default: self.property(moment.time, name)
        }
    }

    private static func property(_ duration: DaysTimeDuration, _ name: String) -> Value {
        switch name {
        case "days": .number(Number(duration.seconds / 86_400))
        case "hours": .number(Number(duration.seconds / 3600 % 24))
        case "minutes": .number(Number(duration.seconds / 60 % 60))
        case "seconds":
            .number(Number(duration.seconds % 60) + Number(nanoseconds: Int(duration.nanoseconds)))
        default: .null
        }
    }

    private static func property(_ range: RangeValue, _ name: String) -> Value {
        switch name {
        case "start": range.start
        case "end": range.end
        case "start included": .boolean(range.startIncluded)
        case "end included": .boolean(range.endIncluded)
        default: .null
        }
    }
}
