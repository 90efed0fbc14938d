/// What the operators do with values.
enum Operations {}

extension Operations {
    @inline(__always)
    static func add(_ lhs: Value, _ rhs: Value, _ frame: inout Frame) -> Value {
        if case .number(let left) = lhs, case .number(let right) = rhs { return .optional(left.adding(right)) }
        if case .text(let left) = lhs, case .text(let right) = rhs { return self.join(left, right, &frame) }
        return self.addOther(lhs, rhs)
    }

    @inline(__always)
    static func subtract(_ lhs: Value, _ rhs: Value) -> Value {
        if case .number(let left) = lhs, case .number(let right) = rhs { return .optional(left.subtracting(right)) }
        return self.subtractOther(lhs, rhs)
    }

    @inline(__always)
    static func multiply(_ lhs: Value, _ rhs: Value) -> Value {
        if case .number(let left) = lhs, case .number(let right) = rhs { return .optional(left.multiplied(by: right)) }
        return self.multiplyOther(lhs, rhs)
    }

    @inline(__always)
    static func divide(_ lhs: Value, _ rhs: Value) -> Value {
        if case .number(let left) = lhs, case .number(let right) = rhs { return .optional(left.divided(by: right)) }
        return self.divideOther(lhs, rhs)
    }

    static func power(_ lhs: Value, _ rhs: Value, _ frame: inout Frame) -> Value {
        if case .number(let left) = lhs, case .number(let right) = rhs {
            guard frame.spend(Frame.costOfTranscendental) else { return .null }
            return .optional(left.raised(to: right))
        }
        return self.unknowns(lhs, rhs) ?? .null
    }

    static func negate(_ value: Value) -> Value {
        switch value {
        case .number(let number): .number(-number)
        case .yearsMonths(let duration): .yearsMonths(YearsMonthsDuration(months: -duration.months))
        case .daysTime(let duration): .daysTime(duration.negated)
        case .unknown: value
        default: .null
        }
    }

    /// Unknown if either operand is, otherwise `nil`.
    static func unknowns(_ lhs: Value, _ rhs: Value) -> Value? {
        switch (lhs, rhs) {
        case (.unknown(let left), .unknown(let right)): .unknown(left.union(right))
        case (.unknown, _): lhs
        case (_, .unknown): rhs
        default: nil
        }
    }

    @inline(never)
    private static func join(_ left: String, _ right: String, _ frame: inout Frame) -> Value {
        let length = left.utf8.count + right.utf8.count
        guard length <= Frame.sizeLimit, frame.spend(length / 64) else { return .null }
        return .text(left + right)
    }

    @inline(never)
    private static func addOther(_ lhs: Value, _ rhs: Value) -> Value {
        switch (lhs, rhs) {
        case (.yearsMonths(let left), .yearsMonths(let right)):
            return YearsMonthsDuration(exactly: left.months + right.months).map { .yearsMonths($0) } ?? .null
        case (.daysTime(let left), .daysTime(let right)):
            return left.adding(right).map { .daysTime($0) } ?? .null
        case (.date, .yearsMonths), (.date, .daysTime), (.dateTime, .yearsMonths), (.dateTime, .daysTime),
            (.time, .daysTime):
            return self.shift(lhs, by: rhs)
        case (.yearsMonths, .date), (.daysTime, .date), (.yearsMonths, .dateTime), (.daysTime, .dateTime),
            (.daysTime, .time):
            return self.shift(rhs, by: lhs)
        default:
            return self.unknowns(lhs, rhs) ?? .null
        }
    }

    /// A date, time, or date and time, so much later.
    private static func shift(_ point: Value, by duration: Value) -> Value {
        switch (point, duration) {
        case (.date(let date), .yearsMonths(let duration)):
            return date.adding(months: duration.months).map { .date($0) } ?? .null
        case (.date(let date), .daysTime(let duration)):
            // A date counts as its midnight; what is left of the day is dropped.
            let midnight = DateTime(date: date, time: .midnight)
            return midnight.adding(duration).map { .date($0.date) } ?? .null
        case (.dateTime(let moment), .yearsMonths(let duration)):
            return moment.adding(months: duration.months).map { .dateTime($0) } ?? .null
        case (.dateTime(let moment), .daysTime(let duration)):
            return moment.adding(duration).map { .dateTime($0) } ?? .null
        case (.time(let time), .daysTime(let duration)):
            return .time(time.adding(duration))
        default:
            return .null
        }
    }

    @inline(never)
    private static func subtractOther(_ lhs: Value, _ rhs: Value) -> Value {
        switch (lhs, rhs) {
        case (.yearsMonths, .yearsMonths), (.daysTime, .daysTime), (.date, .yearsMonths), (.date, .daysTime),
            (.dateTime, .yearsMonths), (.dateTime, .daysTime), (.time, .daysTime):
            return self.addOther(lhs, self.negate(rhs))
        case (.date(let left), .date(let right)):
            return .daysTime(DaysTimeDuration(seconds: (left.dayNumber - right.dayNumber) * 86_400))
        case (.dateTime(let left), .dateTime(let right)):
            return left.isLocal == right.isLocal ? .daysTime(left.since(right)) : .null
        case (.dateTime(let left), .date(let right)):
            return left.isLocal ? .null : .daysTime(left.since(right.atUTCMidnight))
        case (.date(let left), .dateTime(let right)):
            return right.isLocal ? .null : .daysTime(left.atUTCMidnight.since(right))
        case (.time(let left), .time(let right)):
            guard left.zone.isLocal == right.zone.isLocal else { return .null }
            let nano = Int(left.comparable - right.comparable)
            return .daysTime(DaysTimeDuration(seconds: nano / 1_000_000_000, nanoseconds: nano % 1_000_000_000))
        default:
            return self.unknowns(lhs, rhs) ?? .null
        }
    }

    @inline(never)
    private static func multiplyOther(_ lhs: Value, _ rhs: Value) -> Value {
        switch (lhs, rhs) {
        case (.yearsMonths(let duration), .number(let factor)), (.number(let factor), .yearsMonths(let duration)):
            return self.months(Number(duration.months).multiplied(by: factor))
        case (.daysTime(let duration), .number(let factor)), (.number(let factor), .daysTime(let duration)):
            return self.seconds(duration.asNumber.multiplied(by: factor))
        default:
            return self.unknowns(lhs, rhs) ?? .null
        }
    }

    @inline(never)
    private static func divideOther(_ lhs: Value, _ rhs: Value) -> Value {
        switch (lhs, rhs) {
        case (.yearsMonths(let duration), .number(let divisor)):
            return self.months(Number(duration.months).divided(by: divisor))
        case (.daysTime(let duration), .number(let divisor)):
            return self.seconds(duration.asNumber.divided(by: divisor))
        case (.yearsMonths(let left), .yearsMonths(let right)):
            return .optional(Number(left.months).divided(by: Number(right.months)))
        case (.daysTime(let left), .daysTime(let right)):
            return .optional(left.asNumber.divided(by: right.asNumber))
        default:
            return self.unknowns(lhs, rhs) ?? .null
        }
    }

    private static func months(_ number: Number?) -> Value {
        guard let count = number?.truncatedInt, let duration = YearsMonthsDuration(exactly: count) else {
            return .null
        }
        return .yearsMonths(duration)
    }

    private static func seconds(_ number: Number?) -> Value {
        guard let number, let duration = DaysTimeDuration(number) else { return .null }
        return .daysTime(duration)
    }
}

extension CalendarDate {
    /// The day's midnight in UTC, as which a date counts among dates and times.
    var atUTCMidnight: DateTime { DateTime(date: self, time: .utcMidnight) }
}
