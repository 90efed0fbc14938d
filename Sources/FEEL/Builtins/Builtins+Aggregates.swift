extension Builtins {
    static let aggregates: [Builtin] = [
        Builtin(
            "count",
            .always(.number),
            isTotal: true,
            quick: .one { value in
                if case .list(let items) = value { return .number(Number(items.count)) }
                return nil
            },
            [Signature("list:list") { arguments, _ in .number(Number(Self.items(arguments[0]).count)) }]
        ),
        Self.aggregate(
            "min",
            .item,
            quick: .two { left, right in
                guard case .number(let first) = left, case .number(let second) = right else { return nil }
                return .number(second < first ? second : first)
            }
        ) { items in Self.extreme(items) { $0 < 0 } },
        Self.aggregate(
            "max",
            .item,
            quick: .two { left, right in
                guard case .number(let first) = left, case .number(let second) = right else { return nil }
                return .number(first < second ? second : first)
            }
        ) { items in Self.extreme(items) { $0 > 0 } },
        Self.aggregate(
            "sum",
            .always(.number),
            quick: .one { value in
                guard case .list(let items) = value, items.count < 100 else { return nil }
                return Self.total(items).map { .number($0) }
            }
        ) { items in Self.total(items).map { .number($0) } ?? .null },
        Self.aggregate("mean", .always(.number)) { items in
            Self.total(items).flatMap { $0.divided(by: Number(items.count)) }.map { .number($0) } ?? .null
        },
        Self.aggregate("product", .always(.number)) { items in
            if items.isEmpty { return .null }
            var product = Number.one
            for item in items {
                guard case .number(let number) = item, let next = product.multiplied(by: number) else { return .null }
                product = next
            }
            return .number(product)
        },
        Self.aggregate("median", .always(.number)) { Self.median($0) },
        Self.aggregate("stddev", .always(.number)) { Self.deviation($0) },
        Self.aggregate("mode", .always(.list(.number))) { Self.mode($0) },
    ]

    /// A function of a list, or of several arguments as one.
    private static func aggregate(
        _ name: String,
        _ result: Builtin.Result,
        quick: Builtin.Quick? = nil,
        _ body: @escaping @Sendable ([Value]) -> Value
    ) -> Builtin {
        Builtin(
            name,
            result,
            unknowns: .spreadItems,
            quick: quick,
            [
                Signature("list:list") { arguments, frame in
                    let items = Self.items(arguments[0])
                    return frame.spend(items.count) ? body(items) : .null
                },
                Signature("n1:any, more:any...") { arguments, _ in body(arguments) },
            ]
        )
    }

    /// The items of an argument that is known to be a list.
    static func items(_ value: Value) -> [Value] {
        if case .list(let items) = value { return items }
        return []
    }

    private static func extreme(_ items: [Value], _ wins: (Int) -> Bool) -> Value {
        guard var best = items.first else { return .null }
        guard Operations.order(best, best) != nil else { return .null }
        for item in items.dropFirst() {
            guard let order = Operations.order(item, best) else { return .null }
            if wins(order) { best = item }
        }
        return best
    }

    /// The sum, or `nil` if there are no items or one is no number.
    private static func total(_ items: [Value]) -> Number? {
        if items.isEmpty { return nil }
        var total = Number.zero
        for item in items {
            guard case .number(let number) = item, let next = total.adding(number) else { return nil }
            total = next
        }
        return total
    }

    private static func numbers(_ items: [Value]) -> [Number]? {
        var numbers: [Number] = []
        for item in items {
            guard case .number(let number) = item else { return nil }
            numbers.append(number)
        }
        return numbers
    }

    private static func median(_ items: [Value]) -> Value {
        guard let numbers = self.numbers(items)?.sorted(), !numbers.isEmpty else { return .null }
        let middle = numbers.count / 2
        if numbers.count % 2 == 1 { return .number(numbers[middle]) }
        return .optional(numbers[middle - 1].adding(numbers[middle])?.divided(by: Number(2)))
    }

    /// The sample standard deviation.
    private static func deviation(_ items: [Value]) -> Value {
        guard let numbers = self.numbers(items), numbers.count > 1,
            let mean = self.total(items)?.divided(by: Number(numbers.count))
        else { return .null }
        var squares = Number.zero
        for number in numbers {
            guard let distance = number.subtracting(mean), let square = distance.multiplied(by: distance),
                let next = squares.adding(square)
            else { return .null }
            squares = next
        }
        return .optional(squares.divided(by: Number(numbers.count - 1))?.squareRoot())
    }

    /// The most frequent numbers, ascending.
    private static func mode(_ items: [Value]) -> Value {
        guard let numbers = self.numbers(items)?.sorted() else { return .null }
        var best: [Number] = []
        var bestCount = 0
        var start = 0
        while start < numbers.count {
            var end = start
            while end < numbers.count, numbers[end] == numbers[start] { end += 1 }
            if end - start > bestCount {
                best = []
                bestCount = end - start
            }
            if end - start == bestCount { best.append(numbers[start]) }
            start = end
        }
        return .list(best.map { .number($0) })
    }
}
