/// What a parameter of a built-in function takes.
enum ParameterKind: String, Sendable {
    case any
    case boolean
    case number
    case text
    case list
    case context
    case function
    case date
    case dateTime
    /// A date, or a date and time.
    case day
    case time
    case duration
    case range
    /// A value that may lie in a range.
    case scalar

    /// The value as the parameter takes it, or `nil` if it does not: a list of one gives its item, a single value
    /// a list of one, a date its midnight.
    func take(_ value: Value) -> Value? {
        if self.accepts(value) { return value }
        switch (self, value) {
        case (.list, .null): return nil
        case (.list, _): return .list([value])
        case (.dateTime, .date(let date)): return .dateTime(date.atUTCMidnight)
        case (_, .list(let items)):
            guard items.count == 1, let first = items.first, self.accepts(first) else { return nil }
            return first
        default: return nil
        }
    }

    /// Whether it takes the value as it is.
    func accepts(_ value: Value) -> Bool {
        switch (self, value) {
        case (.any, _), (.boolean, .boolean), (.number, .number), (.text, .text), (.list, .list),
            (.context, .context), (.function, .function), (.date, .date), (.dateTime, .dateTime), (.time, .time),
            (.day, .date), (.day, .dateTime), (.duration, .yearsMonths), (.duration, .daysTime), (.range, .range):
            true
        case (.scalar, .null), (.scalar, .list), (.scalar, .context), (.scalar, .function), (.scalar, .range): false
        case (.scalar, _): true
        default: false
        }
    }

    /// Whether a value of a type can be meant for it.
    func admits(_ type: ValueType) -> Bool {
        switch (self, type) {
        case (_, .any), (_, .null), (.any, _), (.list, _): true
        case (_, .list(let item)): self.admits(item)
        case (.scalar, .range), (.scalar, .context), (.scalar, .function): false
        case (.scalar, _): true
        case (.boolean, .boolean), (.number, .number), (.text, .text), (.text, .oneOf), (.context, .context),
            (.function, .function), (.date, .date), (.dateTime, .dateTime), (.dateTime, .date), (.time, .time),
            (.day, .date), (.day, .dateTime), (.duration, .yearsMonthsDuration), (.duration, .daysTimeDuration),
            (.range, .range):
            true
        default: false
        }
    }

    /// For messages.
    var words: String {
        switch self {
        case .any: "any value"
        case .text: "a string"
        case .dateTime: "a date and time"
        case .day: "a date, or a date and time"
        case .scalar: "a value that a range can hold"
        default: "a \(self.rawValue)"
        }
    }
}
