extension Operations {
    /// Whether a value passes a test that is a value itself: a range contains it, a list has it, or it equals it.
    static func isIn(_ value: Value, _ test: Value, _ frame: inout Frame) -> Value {
        switch test {
        case .range(let range):
            return self.contains(range, value)
        case .list(let items):
            if case .list = value {
                let whole = self.equal(value, test, &frame)
                if case .boolean(true) = whole { return whole }
            }
            var fold = TernaryFold(decisive: true)
            guard frame.spend(items.count) else { return .null }
            for item in items {
                let result: Value =
                    if case .range(let range) = item {
                        self.contains(range, value)
                    } else {
                        self.equal(value, item, &frame)
                    }
                // Kinds that differ are no match, and do not spoil the others.
                if case .null = result { continue }
                if fold.take(result) { return .boolean(true) }
            }
            return fold.result
        case .unknown:
            return self.unknowns(value, test) ?? .null
        default:
            return self.equal(value, test, &frame)
        }
    }

    /// Whether a value lies in a range.
    static func contains(_ range: RangeValue, _ value: Value) -> Value {
        switch range.form {
        case .below: return self.isBelow(value, range)
        case .above: return self.isAbove(value, range)
        case .interval: return self.both(self.isAbove(value, range), self.isBelow(value, range))
        }
    }

    private static func isAbove(_ value: Value, _ range: RangeValue) -> Value {
        range.startIncluded ? self.lessOrEqual(range.start, value) : self.less(range.start, value)
    }

    private static func isBelow(_ value: Value, _ range: RangeValue) -> Value {
        range.endIncluded ? self.lessOrEqual(value, range.end) : self.less(value, range.end)
    }

    /// A range between two values; null if they do not fit together.
    static func makeRange(_ start: Value, _ end: Value, _ startIncluded: Bool, _ endIncluded: Bool) -> Value {
        if let unknown = self.unknowns(start, end) { return unknown }
        if !start.isNull, !end.isNull, self.order(start, end) == nil { return .null }
        return .range(
            RangeValue(start: start, end: end, startIncluded: startIncluded, endIncluded: endIncluded)
        )
    }

    /// A range that is open at one end, or null if the operator makes none.
    static func makeRange(_ comparison: Comparison, _ bound: Value) -> Value {
        if case .unknown = bound { return bound }
        switch comparison {
        case .less, .lessOrEqual:
            return .range(
                RangeValue(
                    start: .null,
                    end: bound,
                    startIncluded: false,
                    endIncluded: comparison == .lessOrEqual,
                    form: .below
                )
            )
        case .greater, .greaterOrEqual:
            return .range(
                RangeValue(
                    start: bound,
                    end: .null,
                    startIncluded: comparison == .greaterOrEqual,
                    endIncluded: false,
                    form: .above
                )
            )
        case .equal:
            return .range(RangeValue(start: bound, end: bound, startIncluded: true, endIncluded: true))
        case .notEqual:
            return .null
        }
    }
}
