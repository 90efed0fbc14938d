/// What stands behind `@`.
enum TemporalLiteral {
    /// The date, date and time, time or duration that a text is, or null.
    static func read(_ text: String) -> Value {
        if let date = CalendarDate(text) { return .date(date) }
        if text.utf8.contains(UInt8(ascii: "T")), let dateTime = DateTime(text) { return .dateTime(dateTime) }
        if let time = TimeOfDay(text) { return .time(time) }
        return DurationReader.read(text)
    }
}

extension Value {
    /// The date, date and time, time or duration that a text is, as between the quotes of `@"…"`.
    public init?(temporal text: String) {
        let value = TemporalLiteral.read(text)
        if value.isNull { return nil }
        self = value
    }
}
