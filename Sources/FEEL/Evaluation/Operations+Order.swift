extension Operations {
    /// How two values of one kind compare; `nil` if they do not.
    @inline(__always)
    static func order(_ lhs: Value, _ rhs: Value) -> Int? {
        if case .number(let left) = lhs, case .number(let right) = rhs { return Number.order(left, right) }
        return self.orderOther(lhs, rhs)
    }

    @inline(never)
    private static func orderOther(_ lhs: Value, _ rhs: Value) -> Int? {
        switch (lhs, rhs) {
        case (.text(let left), .text(let right)):
            if self.same(left, right) { return 0 }
            return left.utf8.lexicographicallyPrecedes(right.utf8) ? -1 : 1
        case (.date(let left), .date(let right)):
            return left.sortKey < right.sortKey ? -1 : (left.sortKey == right.sortKey ? 0 : 1)
        case (.time(let left), .time(let right)):
            // One without an offset takes the other's.
            if left.zone.isLocal != right.zone.isLocal {
                return Int((left.nanoseconds - right.nanoseconds).signum())
            }
            return Int((left.comparable - right.comparable).signum())
        case (.dateTime(let left), .dateTime(let right)):
            return left.order(right)
        case (.yearsMonths(let left), .yearsMonths(let right)):
            return left < right ? -1 : (left == right ? 0 : 1)
        case (.daysTime(let left), .daysTime(let right)):
            return left < right ? -1 : (left == right ? 0 : 1)
        default:
            return nil
        }
    }

    @inline(__always)
    static func less(_ lhs: Value, _ rhs: Value) -> Value {
        guard let order = self.order(lhs, rhs) else { return self.unknowns(lhs, rhs) ?? .null }
        return .boolean(order < 0)
    }

    @inline(__always)
    static func lessOrEqual(_ lhs: Value, _ rhs: Value) -> Value {
        guard let order = self.order(lhs, rhs) else { return self.unknowns(lhs, rhs) ?? .null }
        return .boolean(order <= 0)
    }

    /// `and` of two values.
    @inline(__always)
    static func both(_ lhs: Value, _ rhs: Value) -> Value {
        var fold = TernaryFold(decisive: false)
        if fold.take(lhs) || fold.take(rhs) { return .boolean(false) }
        return fold.result
    }
}

/// Folds booleans by `and` or `or`: the decisive value settles it; otherwise unknown outweighs null.
struct TernaryFold {
    let decisive: Bool
    private var missing: UnknownSet?
    private var undecided = false

    init(decisive: Bool) { self.decisive = decisive }

    /// Takes one operand; `true` if it settles the result.
    @inline(__always)
    mutating func take(_ value: Value) -> Bool {
        if case .boolean(let flag) = value { return flag == self.decisive }
        self.note(value)
        return false
    }

    @inline(never)
    private mutating func note(_ value: Value) {
        if case .unknown(let set) = value { self.missing.note(set) } else { self.undecided = true }
    }

    /// The result if nothing settled it.
    var result: Value {
        if let missing { return .unknown(missing) }
        return self.undecided ? .null : .boolean(!self.decisive)
    }
}
