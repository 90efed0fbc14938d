/// The numbers between two bounds.
struct Interval {
    /// A bound, which may belong to the interval.
    struct Bound {
        let number: Number
        let isIncluded: Bool

        init(_ number: Number, _ isIncluded: Bool) {
            self.number = number
            self.isIncluded = isIncluded
        }
    }

    /// The lower bound; `nil`: there is none.
    var lower: Bound?
    /// The upper bound; `nil`: there is none.
    var upper: Bound?

    init(lower: Bound?, upper: Bound?) {
        self.lower = lower
        self.upper = upper
    }

    /// The numbers for which a comparison with a number holds; of `!=` there is no interval.
    init?(_ comparison: Comparison, _ number: Number) {
        switch comparison {
        case .equal: self.init(lower: Bound(number, true), upper: Bound(number, true))
        case .notEqual: return nil
        case .less: self.init(lower: nil, upper: Bound(number, false))
        case .lessOrEqual: self.init(lower: nil, upper: Bound(number, true))
        case .greater: self.init(lower: Bound(number, false), upper: nil)
        case .greaterOrEqual: self.init(lower: Bound(number, true), upper: nil)
        }
    }

    /// Whether no number lies in it.
    var isEmpty: Bool {
        guard let lower, let upper else { return false }
        if lower.number == upper.number { return !(lower.isIncluded && upper.isIncluded) }
        return upper.number < lower.number
    }

    /// The numbers that lie in all.
    static func intersection(_ parts: [Interval]) -> Interval {
        parts.reduce(Interval(lower: nil, upper: nil)) { whole, part in
            Interval(
                lower: self.tighter(whole.lower, part.lower) { $0 < $1 },
                upper: self.tighter(whole.upper, part.upper) { $1 < $0 }
            )
        }
    }

    private static func tighter(_ one: Bound?, _ other: Bound?, _ isLooser: (Number, Number) -> Bool) -> Bound? {
        guard let one, let other else { return one ?? other }
        if one.number == other.number { return one.isIncluded ? other : one }
        return isLooser(one.number, other.number) ? other : one
    }

    /// Whether each number lies in one of them.
    static func coverAll(_ parts: [Interval]) -> Bool {
        let parts = parts.filter { !$0.isEmpty }
        // Numbers are dense: what has no gap from one unbounded interval to another covers all.
        var reached: Bound?
        guard let start = parts.filter({ $0.lower == nil }).max(by: { Self.endsBefore($0.upper, $1.upper) }) else {
            return false
        }
        reached = start.upper
        while let end = reached {
            let next =
                parts.filter { part in
                    guard let lower = part.lower else { return false }
                    if lower.number == end.number { return lower.isIncluded || end.isIncluded }
                    return lower.number < end.number
                }
                .max { Self.endsBefore($0.upper, $1.upper) }
            guard let next, Self.endsBefore(end, next.upper) else { return false }
            reached = next.upper
        }
        return true
    }

    private static func endsBefore(_ one: Bound?, _ other: Bound?) -> Bool {
        guard let one else { return false }
        guard let other else { return true }
        if one.number == other.number { return !one.isIncluded && other.isIncluded }
        return one.number < other.number
    }
}
