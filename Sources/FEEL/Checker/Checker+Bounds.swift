extension Checker {
    /// Warns of conditions on one number that can't hold together, or of which one always holds.
    mutating func checkBounds(_ node: Node, _ operands: [Node]) {
        let isAnd = if case .and = node.kind { true } else { false }
        var subjects: [String] = []
        var intervals: [String: [Interval]] = [:]
        for operand in operands {
            guard let (subject, interval) = self.bound(operand) else { continue }
            let text = Printer(source: Array(self.source.utf8)).text(subject)
            if intervals[text] == nil { subjects.append(text) }
            intervals[text, default: []].append(interval)
        }
        for subject in subjects {
            guard let parts = intervals[subject], parts.count > 1 else { continue }
            if isAnd, Interval.intersection(parts).isEmpty {
                self.warn("this is never true: no number fits all conditions on `\(subject)`", node.span)
            } else if !isAnd, Interval.coverAll(parts) {
                self.warn("this is always true: every number fits a condition on `\(subject)`", node.span)
            }
        }
    }

    /// What an operand demands of a number, if it is of such a kind.
    private func bound(_ node: Node) -> (subject: Node, interval: Interval)? {
        switch node.kind {
        case .comparison(let comparison, let left, let right):
            if let number = right.numberLiteral, left.isFact { return Interval(comparison, number).map { (left, $0) } }
            if let number = left.numberLiteral, right.isFact {
                return Interval(comparison.mirrored, number).map { (right, $0) }
            }
            return nil
        case .between(let value, let lower, let upper):
            guard value.isFact, let low = lower.numberLiteral, let high = upper.numberLiteral else { return nil }
            return (value, Interval(lower: .init(low, true), upper: .init(high, true)))
        case .isIn(let value, let tests):
            guard value.isFact, tests.count == 1 else { return nil }
            switch tests[0].kind {
            case .unaryTest(let comparison, let limit):
                guard let number = limit.numberLiteral else { return nil }
                return Interval(comparison, number).map { (value, $0) }
            case .range(let lower?, let upper?, let startIncluded, let endIncluded):
                guard let low = lower.numberLiteral, let high = upper.numberLiteral else { return nil }
                return (value, Interval(lower: .init(low, startIncluded), upper: .init(high, endIncluded)))
            default: return nil
            }
        default: return nil
        }
    }
}

extension Node {
    /// The number that is written here.
    fileprivate var numberLiteral: Number? {
        switch self.kind {
        case .constant(.number(let number)): return number
        case .negate(let operand): return operand.numberLiteral.map { -$0 }
        default: return nil
        }
    }

    /// Whether this is a number that is the same wherever it is named.
    fileprivate var isFact: Bool {
        guard self.type == .number else { return false }
        switch self.kind {
        case .name, .path: return true
        default: return false
        }
    }
}

extension Comparison {
    /// The comparison with its sides exchanged.
    fileprivate var mirrored: Comparison {
        switch self {
        case .equal, .notEqual: self
        case .less: .greater
        case .lessOrEqual: .greaterOrEqual
        case .greater: .less
        case .greaterOrEqual: .lessOrEqual
        }
    }
}
