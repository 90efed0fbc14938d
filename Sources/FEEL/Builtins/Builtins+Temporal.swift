extension Builtins {
    static let temporal: [Builtin] = [
        Builtin(
            "date",
            .always(.date),
            [
                Signature("from:text") { arguments, _ in
                    CalendarDate(Self.text(arguments, 0)).map { .date($0) } ?? .null
                },
                Signature("from:day") { arguments, _ in Self.day(arguments[0]).map { .date($0.date) } ?? .null },
                Signature("year:number, month:number, day:number") { arguments, _ in
                    let parts = arguments.compactMap { $0.number?.wholeInt }
                    guard parts.count == 3, let date = CalendarDate(year: parts[0], month: parts[1], day: parts[2])
                    else {
                        return .null
                    }
                    return .date(date)
                },
            ]
        ),
        Builtin(
            "time",
            .always(.time),
            [
                Signature("from:text") { arguments, _ in TimeOfDay(Self.text(arguments, 0)).map { .time($0) } ?? .null
                },
                Signature("from:time") { arguments, _ in arguments[0] },
                Signature("from:dateTime") { arguments, _ in Self.day(arguments[0]).map { .time($0.time) } ?? .null },
                Signature("hour:number, minute:number, second:number, offset?:duration!") { arguments, _ in
                    Self.clock(arguments[...]).map { .time($0) } ?? .null
                },
            ]
        ),
        Builtin(
            "date and time",
            .always(.dateTime),
            [
                Signature("from:text") { arguments, _ in
                    DateTime(Self.text(arguments, 0)).map { .dateTime($0) } ?? .null
                },
                Signature("from:dateTime") { arguments, _ in arguments[0] },
                Signature("date:day, time:time") { arguments, _ in
                    guard let day = Self.day(arguments[0]), case .time(let time) = arguments[1] else { return .null }
                    return .dateTime(DateTime(date: day.date, time: time))
                },
                Signature(
                    "year:number, month:number, day:number, hour:number, minute:number, second:number, offset?:duration!"
                ) { arguments, _ in
                    let parts = arguments.prefix(3).compactMap { $0.number?.wholeInt }
                    guard parts.count == 3, let date = CalendarDate(year: parts[0], month: parts[1], day: parts[2]),
                        let time = Self.clock(arguments.dropFirst(3))
                    else { return .null }
                    return .dateTime(DateTime(date: date, time: time))
                },
            ]
        ),
        Builtin(
            "duration",
            .always(.any),
            [
                Signature("from:text") { arguments, _ in DurationReader.read(Self.text(arguments, 0)) }
            ]
        ),
        Builtin(
            "years and months duration",
            .always(.yearsMonthsDuration),
            [
                Signature("from:day, to:day") { arguments, _ in
                    guard let from = Self.day(arguments[0]), let to = Self.day(arguments[1]) else { return .null }
                    return .yearsMonths(.between(from.date, to.date))
                }
            ]
        ),
        Builtin(
            "now",
            .always(.dateTime),
            isPure: false,
            [
                Signature("") { _, _ in
                    let now = Clock.now()
                    let moment = DateTime(localSeconds: now.seconds, nanosecond: now.nanoseconds, zone: .utc)
                    return moment.map { .dateTime($0) } ?? .null
                }
            ]
        ),
        Builtin(
            "today",
            .always(.date),
            isPure: false,
            [
                Signature("") { _, _ in
                    let day = CalendarDate(dayNumber: Clock.now().seconds / 86_400)
                    return day.map { .date($0) } ?? .null
                }
            ]
        ),
    ]

    /// A date as its midnight, or a date and time as it is.
    static func day(_ value: Value) -> DateTime? {
        switch value {
        case .date(let date): date.atUTCMidnight
        case .dateTime(let moment): moment
        default: nil
        }
    }

    /// A time from hour, minute, second with fraction, and offset if any.
    private static func clock(_ parts: ArraySlice<Value>) -> TimeOfDay? {
        let numbers = parts.prefix(3).compactMap(\.number)
        guard numbers.count == 3, let hour = numbers[0].wholeInt, let minute = numbers[1].wholeInt,
            let second = numbers[2].truncatedInt, numbers[2] >= .zero,
            let fraction = (numbers[2] - Number(second)).rounded(scale: 9, .down).scaled(by: 9)
        else { return nil }
        var zone = Zone.local
        if let offset = parts.dropFirst(3).first, !offset.isNull {
            guard case .daysTime(let duration) = offset, duration.nanoseconds == 0,
                let given = Zone(offsetSeconds: duration.seconds)
            else { return nil }
            zone = given
        }
        return TimeOfDay(hour: hour, minute: minute, second: second, nanosecond: Int(fraction), zone: zone)
    }
}
