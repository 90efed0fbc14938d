extension Builtins {
    static let rounding: [Builtin] = [
        Self.rounding("decimal", .halfEven, isScaleOptional: false),
        Self.rounding("floor", .floor, isScaleOptional: true),
        Self.rounding("ceiling", .ceiling, isScaleOptional: true),
        Self.rounding("round up", .up, isScaleOptional: false),
        Self.rounding("round down", .down, isScaleOptional: false),
        Self.rounding("round half up", .halfUp, isScaleOptional: false),
        Self.rounding("round half down", .halfDown, isScaleOptional: false),
    ]

    private static func rounding(_ name: String, _ mode: RoundingMode, isScaleOptional: Bool) -> Builtin {
        Builtin(
            name,
            .always(.number),
            [
                Signature("n:number, scale\(isScaleOptional ? "?" : ""):number") { arguments, _ in
                    guard let number = arguments[0].number else { return .null }
                    var scale = 0
                    if arguments.count > 1 {
                        guard let given = arguments[1].number?.truncatedInt else { return .null }
                        scale = given
                    }
                    // The range of exponents of decimal128.
                    guard scale >= -Number.maximumExponent, scale <= -Number.minimumExponent else { return .null }
                    // With so many decimals, if 34 digits are enough for them.
                    return .number(number.quantized(scale: scale, mode) ?? number.rounded(scale: scale, mode))
                }
            ]
        )
    }
}
