extension Builtins {
    static let temporal: [Builtin] = [
        Builtin("duration", .always(.any), [
            Signature("from:text") { arguments, _ in DurationReader.read(Self.text(arguments, 0)) }
        ]),
        Builtin("date", .always(.date), [
            Signature("from:text") { arguments, _ in CalendarDate(Self.text(arguments, 0)).map { .date($0) } ?? .null }
        ]),
    ]
}
