extension Builtins {
    static let numbers: [Builtin] = [
        Builtin(
            "abs",
            .first,
            isTotal: true,
            [
                Signature("n:any") { arguments, _ in
                    switch arguments[0] {
                    case .number(let number): .number(number.magnitude)
                    case .yearsMonths(let duration):
                        duration.months < 0 ? Operations.negate(arguments[0]) : arguments[0]
                    case .daysTime(let duration):
                        duration < DaysTimeDuration(seconds: 0) ? Operations.negate(arguments[0]) : arguments[0]
                    default: .null
                    }
                }
            ]
        ),
        Builtin(
            "modulo",
            .always(.number),
            [
                Signature("dividend:number, divisor:number") { arguments, _ in
                    guard let dividend = arguments[0].number, let divisor = arguments[1].number else { return .null }
                    return .optional(dividend.modulo(divisor))
                }
            ]
        ),
        Self.function("sqrt", "number") { $0.squareRoot() },
        Self.function("log", "number") { $0.logarithm() },
        Self.function("exp", "number") { $0.exponential() },
        Builtin(
            "odd",
            .always(.boolean),
            [
                Signature("number:number") { arguments, _ in Self.parity(arguments[0], odd: true) }
            ]
        ),
        Builtin(
            "even",
            .always(.boolean),
            [
                Signature("number:number") { arguments, _ in Self.parity(arguments[0], odd: false) }
            ]
        ),
    ]

    private static func function(
        _ name: String,
        _ parameter: String,
        _ body: @escaping @Sendable (Number) -> Number?
    ) -> Builtin {
        Builtin(
            name,
            .always(.number),
            [
                Signature("\(parameter):number") { arguments, frame in
                    guard let number = arguments[0].number, frame.spend(Frame.costOfTranscendental) else {
                        return .null
                    }
                    return .optional(body(number))
                }
            ]
        )
    }

    private static func parity(_ value: Value, odd: Bool) -> Value {
        guard let rest = value.number?.modulo(Number(2)) else { return .null }
        return .boolean(odd ? rest == .one : rest.isZero)
    }
}
