/// How points and ranges lie to each other (DMN 1.5, table 78).
struct RangeRelation {
    /// Two values that have no order.
    struct Incomparable: Error {}

    /// The end of a range, or a point.
    private enum Bound {
        case below
        case at(Value)
        case above
    }

    private let start: Bound
    private let end: Bound
    private let startIncluded: Bool
    private let endIncluded: Bool
    private let isPoint: Bool

    init(_ value: Value) {
        if case .range(let range) = value {
            self.start = range.form == .below ? .below : .at(range.start)
            self.end = range.form == .above ? .above : .at(range.end)
            self.startIncluded = range.startIncluded
            self.endIncluded = range.endIncluded
            self.isPoint = false
        } else {
            self.start = .at(value)
            self.end = .at(value)
            self.startIncluded = true
            self.endIncluded = true
            self.isPoint = true
        }
    }

    private static func order(_ left: Bound, _ right: Bound) throws(Incomparable) -> Int {
        switch (left, right) {
        case (.below, .below), (.above, .above): return 0
        case (.below, _), (_, .above): return -1
        case (_, .below), (.above, _): return 1
        case (.at(let first), .at(let second)):
            guard let order = Operations.order(first, second) else { throw Incomparable() }
            return order
        }
    }

    func isBefore(_ other: RangeRelation) throws(Incomparable) -> Bool {
        let order = try Self.order(self.end, other.start)
        return order < 0 || (order == 0 && !(self.endIncluded && other.startIncluded))
    }

    func meets(_ other: RangeRelation) throws(Incomparable) -> Bool {
        let order = try Self.order(self.end, other.start)
        return self.endIncluded && other.startIncluded && order == 0
    }

    func overlaps(_ other: RangeRelation) throws(Incomparable) -> Bool {
        let reaches = try Self.order(self.end, other.start)
        let begins = try Self.order(self.start, other.end)
        return (reaches > 0 || (reaches == 0 && self.endIncluded && other.startIncluded))
            && (begins < 0 || (begins == 0 && self.startIncluded && other.endIncluded))
    }

    func overlapsBefore(_ other: RangeRelation) throws(Incomparable) -> Bool {
        let starts = try Self.order(self.start, other.start)
        let reaches = try Self.order(self.end, other.start)
        let ends = try Self.order(self.end, other.end)
        return (starts < 0 || (starts == 0 && self.startIncluded && !other.startIncluded))
            && (reaches > 0 || (reaches == 0 && self.endIncluded && other.startIncluded))
            && (ends < 0 || (ends == 0 && (!self.endIncluded || other.endIncluded)))
    }

    func finishes(_ other: RangeRelation) throws(Incomparable) -> Bool {
        let ends = try Self.order(self.end, other.end)
        if self.isPoint { return other.endIncluded && ends == 0 }
        let starts = try Self.order(self.start, other.start)
        return self.endIncluded == other.endIncluded && ends == 0
            && (starts > 0 || (starts == 0 && (!self.startIncluded || other.startIncluded)))
    }

    func includes(_ other: RangeRelation) throws(Incomparable) -> Bool {
        let starts = try Self.order(self.start, other.start)
        let ends = try Self.order(self.end, other.end)
        return (starts < 0 || (starts == 0 && (self.startIncluded || !other.startIncluded)))
            && (ends > 0 || (ends == 0 && (self.endIncluded || !other.endIncluded)))
    }

    func starts(_ other: RangeRelation) throws(Incomparable) -> Bool {
        let starts = try Self.order(self.start, other.start)
        if self.isPoint { return other.startIncluded && starts == 0 }
        let ends = try Self.order(self.end, other.end)
        return starts == 0 && self.startIncluded == other.startIncluded
            && (ends < 0 || (ends == 0 && (!self.endIncluded || other.endIncluded)))
    }

    func coincides(_ other: RangeRelation) throws(Incomparable) -> Bool {
        let starts = try Self.order(self.start, other.start)
        let ends = try Self.order(self.end, other.end)
        return starts == 0 && ends == 0 && self.startIncluded == other.startIncluded
            && self.endIncluded == other.endIncluded
    }
}
