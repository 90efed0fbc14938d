extension Builtins {
    static let calendar: [Builtin] = [
        Self.calendar("day of year", .number) { .number(Number($0.dayOfYear)) },
        Self.calendar("day of week", .text) { .text(Self.weekdays[$0.weekday - 1]) },
        Self.calendar("month of year", .text) { .text(Self.months[$0.month - 1]) },
        Self.calendar("week of year", .number) { .number(Number($0.weekOfYear)) },
    ]

    private static let weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]

    private static func calendar(
        _ name: String,
        _ type: ValueType,
        _ body: @escaping @Sendable (CalendarDate) -> Value
    ) -> Builtin {
        Builtin(
            name,
            .always(type),
            isTotal: true,
            [
                Signature("date:day") { arguments, _ in Self.day(arguments[0]).map { body($0.date) } ?? .null }
            ]
        )
    }
}
