extension Operations {
    /// `=`: true, false, null where the kinds differ, or unknown.
    @inline(__always)
    static func equal(_ lhs: Value, _ rhs: Value, _ frame: inout Frame) -> Value {
        switch (lhs, rhs) {
        case (.number(let left), .number(let right)): .boolean(left == right)
        case (.text(let left), .text(let right)) where left.utf8.count < 256: .boolean(self.same(left, right))
        case (.boolean(let left), .boolean(let right)): .boolean(left == right)
        default: self.equalDeeply(lhs, rhs, &frame)
        }
    }

    @inline(never)
    private static func equalDeeply(_ lhs: Value, _ rhs: Value, _ frame: inout Frame) -> Value {
        if case .text(let left) = lhs, !frame.spend(left.utf8.count / 64) { return .null }
        var budget = EqualityBudget(steps: frame.steps)
        let result = self.equal(lhs, rhs, &budget)
        frame.steps = budget.steps
        return result
    }

    /// What a comparison of deep values may cost.
    struct EqualityBudget {
        var steps: Int
        var depth = 0
    }

    @inline(__always)
    static func equal(_ lhs: Value, _ rhs: Value, _ budget: inout EqualityBudget) -> Value {
        switch (lhs, rhs) {
        case (.number(let left), .number(let right)): .boolean(left == right)
        case (.text(let left), .text(let right)): .boolean(self.same(left, right))
        case (.boolean(let left), .boolean(let right)): .boolean(left == right)
        default: self.equalOther(lhs, rhs, &budget)
        }
    }

    /// Whether two strings have the same characters; Swift's own `==` also takes canonical equivalents.
    @inline(__always)
    static func same(_ lhs: String, _ rhs: String) -> Bool {
        lhs.utf8.count == rhs.utf8.count && lhs == rhs
    }

    @inline(never)
    private static func equalOther(_ lhs: Value, _ rhs: Value, _ budget: inout EqualityBudget) -> Value {
        switch (lhs, rhs) {
        case (.unknown, _), (_, .unknown): return self.unknowns(lhs, rhs) ?? .null
        case (.null, .null): return .boolean(true)
        case (.null, _), (_, .null): return .boolean(false)
        case (.date(let left), .date(let right)): return .boolean(left == right)
        case (.time, .time):
            return .boolean(self.order(lhs, rhs) == 0)
        case (.dateTime(let left), .dateTime(let right)):
            return .boolean(left.order(right) == 0)
        case (.yearsMonths(let left), .yearsMonths(let right)): return .boolean(left == right)
        case (.daysTime(let left), .daysTime(let right)): return .boolean(left == right)
        case (.list(let left), .list(let right)): return self.equalLists(left, right, &budget)
        case (.context(let left), .context(let right)): return self.equalContexts(left, right, &budget)
        case (.range(let left), .range(let right)): return self.equalRanges(left, right, &budget)
        case (.function(let left), .function(let right)): return left === right ? .boolean(true) : .null
        default: return .null
        }
    }

    private static func equalLists(_ left: [Value], _ right: [Value], _ budget: inout EqualityBudget) -> Value {
        guard left.count == right.count else { return .boolean(false) }
        return self.fold(left.count, &budget) { index, budget in
            self.equal(left[index], right[index], &budget)
        }
    }

    private static func equalContexts(_ left: Context, _ right: Context, _ budget: inout EqualityBudget) -> Value {
        guard left.values.count == right.values.count else { return .boolean(false) }
        if left.shape === right.shape {
            return self.fold(left.values.count, &budget) { index, budget in
                self.equal(left.values[index], right.values[index], &budget)
            }
        }
        for field in left.shape.fields where right.shape.index(of: field.name) == nil { return .boolean(false) }
        return self.fold(left.values.count, &budget) { index, budget in
            guard let other = right[left.shape.fields[index].name] else { return .boolean(false) }
            return self.equal(left.values[index], other, &budget)
        }
    }

    private static func equalRanges(_ left: RangeValue, _ right: RangeValue, _ budget: inout EqualityBudget) -> Value {
        guard left.form == right.form, left.startIncluded == right.startIncluded,
            left.endIncluded == right.endIncluded
        else { return .boolean(false) }
        return self.fold(2, &budget) { index, budget in
            index == 0
                ? self.equal(left.start, right.start, &budget) : self.equal(left.end, right.end, &budget)
        }
    }

    /// `and` over parts: false wins, then unknown, then null.
    private static func fold(
        _ count: Int,
        _ budget: inout EqualityBudget,
        _ part: (Int, inout EqualityBudget) -> Value
    ) -> Value {
        budget.depth += 1
        defer { budget.depth -= 1 }
        guard budget.depth <= 400 else { return .null }
        var missing: UnknownSet?
        var undecided = false
        for index in 0..<count {
            budget.steps -= 1
            guard budget.steps > 0 else { return .null }
            switch part(index, &budget) {
            case .boolean(true): continue
            case .boolean(false): return .boolean(false)
            case .unknown(let set): missing.note(set)
            default: undecided = true
            }
        }
        if let missing { return .unknown(missing) }
        return undecided ? .null : .boolean(true)
    }

    static func not(_ value: Value) -> Value {
        switch value {
        case .boolean(let flag): .boolean(!flag)
        case .unknown: value
        default: .null
        }
    }
}
