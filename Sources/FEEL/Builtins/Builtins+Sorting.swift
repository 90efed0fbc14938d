extension Builtins {
    static let sorting: [Builtin] = [
        Builtin(
            "sort",
            .first,
            unknowns: .spreadItems,
            [
                Signature("list:list, precedes:function") { arguments, frame in
                    guard case .function(let function) = arguments[1] else { return .null }
                    var sorter = Sorter { left, right, frame in function.call([left, right], &frame) }
                    return sorter.sort(Self.items(arguments[0]), &frame)
                },
                Signature("list:list") { arguments, frame in
                    var sorter = Sorter { left, right, _ in Operations.less(left, right) }
                    return sorter.sort(Self.items(arguments[0]), &frame)
                },
            ]
        )
    ]
}

/// Merge sort: stable, and bounded however the comparison answers.
struct Sorter {
    private let precedes: (Value, Value, inout Frame) -> Value
    private var missing: UnknownSet?
    private var failed = false

    init(precedes: @escaping (Value, Value, inout Frame) -> Value) {
        self.precedes = precedes
    }

    /// The items in order; null if the comparison is no boolean, unknown if it is unknown.
    mutating func sort(_ items: [Value], _ frame: inout Frame) -> Value {
        let sorted = self.sorted(items[...], &frame)
        if let missing { return .unknown(missing) }
        return self.failed ? .null : .list(sorted)
    }

    private mutating func sorted(_ items: ArraySlice<Value>, _ frame: inout Frame) -> [Value] {
        guard items.count > 1, !self.failed else { return Array(items) }
        let middle = items.startIndex + items.count / 2
        let left = self.sorted(items[..<middle], &frame)
        let right = self.sorted(items[middle...], &frame)
        var merged: [Value] = []
        merged.reserveCapacity(items.count)
        var first = 0
        var second = 0
        while first < left.count, second < right.count, !self.failed {
            if self.comesFirst(right[second], left[first], &frame) {
                merged.append(right[second])
                second += 1
            } else {
                merged.append(left[first])
                first += 1
            }
        }
        return merged + left[first...] + right[second...]
    }

    private mutating func comesFirst(_ left: Value, _ right: Value, _ frame: inout Frame) -> Bool {
        guard frame.spend() else {
            self.failed = true
            return false
        }
        switch self.precedes(left, right, &frame) {
        case .boolean(let flag): return flag
        case .unknown(let set):
            self.missing.note(set)
            return false
        default:
            self.failed = true
            return false
        }
    }
}
