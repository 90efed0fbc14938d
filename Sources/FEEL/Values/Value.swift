/// A value of the rule language.
///
/// Numbers, dates, times and durations are held inline; a value is 24 bytes.
public enum Value: Sendable {
    /// FEEL's null: there is no such value, or it could not be computed.
    case null
    /// Not stated, so not known: everything that depends on it is unknown too. Never the same as `null`.
    case unknown(UnknownSet)
    /// True or false.
    case boolean(Bool)
    /// A decimal number.
    case number(Number)
    /// A string.
    case text(String)
    /// A calendar date.
    case date(CalendarDate)
    /// A time of day.
    case time(TimeOfDay)
    /// A date with a time of day.
    case dateTime(DateTime)
    /// A duration in years and months.
    case yearsMonths(YearsMonthsDuration)
    /// A duration in days, hours, minutes and seconds.
    case daysTime(DaysTimeDuration)
    /// A list.
    case list([Value])
    /// A context: named values.
    case context(Context)
    /// A range between two values, or open at one end.
    case range(RangeValue)
    /// A function.
    case function(FunctionValue)

    /// Whether this is null.
    public var isNull: Bool {
        if case .null = self { return true }
        return false
    }

    /// The ids of the facts that are missing, or `nil` if the value is known.
    public var unknown: UnknownSet? {
        if case .unknown(let set) = self { return set }
        return nil
    }

    /// The boolean, or `nil` if it is anything else.
    public var boolean: Bool? {
        if case .boolean(let value) = self { return value }
        return nil
    }

    /// The number, or `nil` if it is anything else.
    public var number: Number? {
        if case .number(let value) = self { return value }
        return nil
    }

    /// The text, or `nil` if it is anything else.
    public var text: String? {
        if case .text(let value) = self { return value }
        return nil
    }

    /// The items, or `nil` if it is no list.
    public var list: [Value]? {
        if case .list(let value) = self { return value }
        return nil
    }

    /// The context, or `nil` if it is anything else.
    public var context: Context? {
        if case .context(let value) = self { return value }
        return nil
    }

    /// The number if there is one, null after an overflow.
    @inline(__always)
    static func optional(_ number: Number?) -> Value {
        guard let number else { return .null }
        return .number(number)
    }

    /// The kind of value in words, for messages.
    public var kindName: String {
        switch self {
        case .null: "null"
        case .unknown: "unknown"
        case .boolean: "boolean"
        case .number: "number"
        case .text: "string"
        case .date: "date"
        case .time: "time"
        case .dateTime: "date and time"
        case .yearsMonths: "years and months duration"
        case .daysTime: "days and time duration"
        case .list: "list"
        case .context: "context"
        case .range: "range"
        case .function: "function"
        }
    }
}
