extension Builtins {
    static let boolean: [Builtin] = [
        Builtin(
            "not",
            .always(.boolean),
            quick: .one { value in
                if case .boolean(let flag) = value { return .boolean(!flag) }
                return nil
            },
            [Signature("negand:boolean") { arguments, _ in Operations.not(arguments[0]) }]
        ),
        Builtin(
            "all",
            .always(.boolean),
            unknowns: .own,
            [
                Signature("list:list") { arguments, _ in Self.fold(arguments[0], decisive: false) },
                Signature("b:any, more:any...") { arguments, _ in Self.fold(.list(arguments), decisive: false) },
            ]
        ),
        Builtin(
            "any",
            .always(.boolean),
            unknowns: .own,
            [
                Signature("list:list") { arguments, _ in Self.fold(arguments[0], decisive: true) },
                Signature("b:any, more:any...") { arguments, _ in Self.fold(.list(arguments), decisive: true) },
            ]
        ),
        Builtin(
            "is",
            .always(.boolean),
            isTotal: true,
            [
                Signature("value1:any, value2:any") { arguments, frame in
                    .boolean(Operations.isSame(arguments[0], arguments[1], &frame))
                }
            ]
        ),
    ]

    private static func fold(_ value: Value, decisive: Bool) -> Value {
        guard case .list(let items) = value else { return .null }
        var fold = TernaryFold(decisive: decisive)
        for item in items where fold.take(item) { return .boolean(decisive) }
        return fold.result
    }
}

extension Operations {
    /// Whether two values are the same in kind and in every part, also in offset and zone.
    static func isSame(_ lhs: Value, _ rhs: Value, _ frame: inout Frame) -> Bool {
        switch (lhs, rhs) {
        case (.time(let left), .time(let right)): return left == right
        case (.dateTime(let left), .dateTime(let right)): return left == right
        default:
            if case .boolean(true) = self.equal(lhs, rhs, &frame) { return true }
            return false
        }
    }
}
