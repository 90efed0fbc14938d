extension Checker {
    /// Reports an operand whose type is known and another one.
    mutating func expect(_ type: ValueType, _ node: Node, _ role: String) {
        switch node.type {
        case .any, .null: return
        default:
            guard !node.type.fits(type) else { return }
            self.fault("\(role) must be a \(type), this is a \(node.type)", node.span)
        }
    }

    mutating func checkNegation(_ node: Node, _ operand: Node) {
        switch operand.type {
        case .number, .yearsMonthsDuration, .daysTimeDuration: node.type = operand.type
        case .any, .null: node.type = operand.type
        default: self.fault("a \(operand.type) cannot be negated", node.span)
        }
        node.nullable = operand.nullable
    }

    mutating func checkArithmetic(_ node: Node, _ operation: Arithmetic, _ left: Node, _ right: Node) {
        if left.type == .any || right.type == .any || left.type == .null || right.type == .null {
            node.type = operation == .power ? .number : .any
            return
        }
        guard let type = Self.result(operation, left.type, right.type) else {
            let verb =
                switch operation {
                case .add: "added"
                case .subtract: "subtracted"
                case .multiply: "multiplied"
                case .divide: "divided"
                case .power: "raised to a power"
                }
            self.fault("a \(left.type) and a \(right.type) cannot be \(verb)", node.span)
            return
        }
        node.type = type
        node.nullable = operation == .divide || operation == .power || left.nullable || right.nullable
    }

    private static func result(_ operation: Arithmetic, _ left: ValueType, _ right: ValueType) -> ValueType? {
        if left == .number, right == .number { return .number }
        let isText = left.fits(.text) && right.fits(.text)
        switch operation {
        case .add:
            if isText { return .text }
            return self.sum(left, right) ?? self.sum(right, left)
        case .subtract:
            switch (left, right) {
            case (.date, .date), (.dateTime, .dateTime), (.date, .dateTime), (.dateTime, .date), (.time, .time):
                return .daysTimeDuration
            case (.yearsMonthsDuration, .date), (.yearsMonthsDuration, .dateTime), (.daysTimeDuration, .date),
                (.daysTimeDuration, .dateTime), (.daysTimeDuration, .time):
                return nil
            default: return self.sum(left, right)
            }
        case .multiply:
            switch (left, right) {
            case (.yearsMonthsDuration, .number), (.daysTimeDuration, .number): return left
            case (.number, .yearsMonthsDuration), (.number, .daysTimeDuration): return right
            default: return nil
            }
        case .divide:
            switch (left, right) {
            case (.yearsMonthsDuration, .number), (.daysTimeDuration, .number): return left
            case (.yearsMonthsDuration, .yearsMonthsDuration), (.daysTimeDuration, .daysTimeDuration): return .number
            default: return nil
            }
        case .power: return nil
        }
    }

    private static func sum(_ point: ValueType, _ duration: ValueType) -> ValueType? {
        switch (point, duration) {
        case (.date, .yearsMonthsDuration), (.date, .daysTimeDuration), (.dateTime, .yearsMonthsDuration),
            (.dateTime, .daysTimeDuration), (.time, .daysTimeDuration),
            (.yearsMonthsDuration, .yearsMonthsDuration), (.daysTimeDuration, .daysTimeDuration):
            point
        default: nil
        }
    }

    /// Reports comparisons that can never hold.
    mutating func checkComparison(_ comparison: Comparison, _ left: Node, _ right: Node, _ span: Span) {
        self.checkUnits("compared", left, right, span)
        if left.type == .null || right.type == .null { return }
        if case .oneOf(let first) = left.type, case .oneOf(let second) = right.type {
            self.checkTexts(comparison, first, second, left, right, span)
            return
        }
        if let kinds = Self.incomparable(left.type, right.type) {
            self.fault("a \(kinds.0) and a \(kinds.1) are never comparable", span)
            return
        }
        if comparison != .equal, comparison != .notEqual, let kind = Self.unordered(left.type) {
            self.fault("a \(kind) has no order", span)
        }
    }

    private mutating func checkTexts(
        _ comparison: Comparison,
        _ first: [String],
        _ second: [String],
        _ left: Node,
        _ right: Node,
        _ span: Span
    ) {
        guard comparison == .equal || comparison == .notEqual, first.count > 1 || second.count > 1,
            !first.contains(where: { second.contains($0) })
        else { return }
        let (fact, values, never, place) =
            first.count > 1 ? (left, first, second, right.span) : (right, second, first, left.span)
        let never0 = never.first ?? ""
        let near = NearestName.find(never0, among: values).map { "; did you mean \"\($0)\"?" } ?? ""
        let list = values.map { "\"\($0)\"" }.joined(separator: ", ")
        self.fault("`\(self.text(fact.span))` is never \"\(never0)\", only \(list)\(near)", place)
    }

    /// The source of a span.
    func text(_ span: Span) -> String {
        let bytes = Array(self.source.utf8)
        guard span.start <= span.end, span.end <= bytes.count else { return "" }
        return String(decoding: bytes[span.start..<span.end], as: UTF8.self)
    }

    /// The two kinds if values of the types can never be compared.
    static func incomparable(_ left: ValueType, _ right: ValueType) -> (ValueType, ValueType)? {
        switch (left, right) {
        case (.any, _), (_, .any), (.null, _), (_, .null): nil
        case (.text, .oneOf), (.oneOf, .text), (.oneOf, .oneOf): nil
        case (.list, .list), (.context, .context), (.range, .range), (.function, .function): nil
        default: left == right ? nil : (left, right)
        }
    }

    private static func unordered(_ type: ValueType) -> ValueType? {
        switch type {
        case .boolean, .list, .context, .range, .function: type
        default: nil
        }
    }

    /// The tests on the right of `in`; in them `?` stands for the value.
    mutating func checkTests(_ node: Node, _ tests: [Node], of value: Node) {
        guard tests.contains(where: { $0.mentions("?") }) else {
            for test in tests { self.checkTest(test, against: value) }
            self.checkCoverage(node, tests, of: value)
            return
        }
        let slot = self.newSlot()
        self.layers.append(.variable(name: "?", slot: slot, type: value.type, nullable: true, unit: value.unit))
        for test in tests { self.check(test) }
        self.layers.removeLast()
        node.binding = .locals([slot])
    }

    /// One test on the right of `in`.
    mutating func checkTest(_ test: Node, against value: Node) {
        self.check(test)
        switch test.kind {
        case .unaryTest(let comparison, let bound):
            self.checkComparison(comparison, value, bound, test.span)
        case .range(let lower, let upper, _, _):
            for bound in [lower, upper].compactMap({ $0 }) {
                self.checkComparison(.lessOrEqual, value, bound, bound.span)
            }
        case .list(let items):
            if case .list = value.type { return }
            for item in items where Self.isScalar(item.type) {
                self.checkComparison(.equal, value, item, item.span)
            }
        case .tests: break
        default:
            guard Self.isScalar(test.type) else { return }
            self.checkComparison(.equal, value, test, test.span)
        }
    }

    /// Warns of a test that names every value that there is.
    private mutating func checkCoverage(_ node: Node, _ tests: [Node], of value: Node) {
        guard case .oneOf(let values) = value.type, values.count > 1 else { return }
        let named = tests.flatMap { test -> [Node] in
            if case .list(let items) = test.kind { return items }
            return [test]
        }
        let texts = named.compactMap { node -> String? in
            if case .constant(.text(let text)) = node.kind { return text }
            return nil
        }
        guard texts.count == named.count, values.allSatisfy({ texts.contains($0) }) else { return }
        self.warn("this names every value that `\(self.text(value.span))` can have", node.span)
    }

    private static func isScalar(_ type: ValueType) -> Bool {
        switch type {
        case .any, .null, .list, .context, .range, .function: false
        default: true
        }
    }

    /// Tests of a cell, whose left side is `?`.
    mutating func checkTests(_ node: Node, _ tests: [Node]) {
        node.type = .boolean
        for test in tests { self.check(test) }
        if let input = self.find("?"), case .slot(let slot) = input.binding { node.binding = .slot(slot) }
    }
}
