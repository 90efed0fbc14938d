extension Builtins {
    private typealias Relation = @Sendable (RangeRelation, RangeRelation) throws(RangeRelation.Incomparable) -> Bool

    static let ranges: [Builtin] = [
        Self.relation("before", [Self.points, Self.pointRange, Self.rangePoint, Self.ranges2]) {
            (left, right) throws(RangeRelation.Incomparable) in try left.isBefore(right)
        },
        Self.relation("after", [Self.points, Self.pointRange, Self.rangePoint, Self.ranges2]) {
            (left, right) throws(RangeRelation.Incomparable) in try right.isBefore(left)
        },
        Self.relation("meets", [Self.ranges2]) {
            (left, right) throws(RangeRelation.Incomparable) in try left.meets(right)
        },
        Self.relation("met by", [Self.ranges2]) {
            (left, right) throws(RangeRelation.Incomparable) in try right.meets(left)
        },
        Self.relation("overlaps", [Self.ranges2]) {
            (left, right) throws(RangeRelation.Incomparable) in try left.overlaps(right)
        },
        Self.relation("overlaps before", [Self.ranges2]) {
            (left, right) throws(RangeRelation.Incomparable) in try left.overlapsBefore(right)
        },
        Self.relation("overlaps after", [Self.ranges2]) {
            (left, right) throws(RangeRelation.Incomparable) in try right.overlapsBefore(left)
        },
        Self.relation("finishes", [Self.pointRange, Self.ranges2]) {
            (left, right) throws(RangeRelation.Incomparable) in try left.finishes(right)
        },
        Self.relation("finished by", [Self.rangePoint, Self.ranges2]) {
            (left, right) throws(RangeRelation.Incomparable) in try right.finishes(left)
        },
        Self.relation("includes", [Self.rangePoint, Self.ranges2]) {
            (left, right) throws(RangeRelation.Incomparable) in try left.includes(right)
        },
        Self.relation("during", [Self.pointRange, Self.ranges2]) {
            (left, right) throws(RangeRelation.Incomparable) in try right.includes(left)
        },
        Self.relation("starts", [Self.pointRange, Self.ranges2]) {
            (left, right) throws(RangeRelation.Incomparable) in try left.starts(right)
        },
        Self.relation("started by", [Self.rangePoint, Self.ranges2]) {
            (left, right) throws(RangeRelation.Incomparable) in try right.starts(left)
        },
        Self.relation("coincides", [Self.points, Self.ranges2]) {
            (left, right) throws(RangeRelation.Incomparable) in try left.coincides(right)
        },
        Builtin(
            "range",
            .always(.range(.any)),
            [
                Signature("from:text") { arguments, _ in RangeReader.read(Self.text(arguments, 0)) }
            ]
        ),
    ]

    private static let points = "point1:scalar, point2:scalar"
    private static let pointRange = "point:scalar, range:range"
    private static let rangePoint = "range:range, point:scalar"
    private static let ranges2 = "range1:range, range2:range"

    private static func relation(_ name: String, _ forms: [String], _ relation: @escaping Relation) -> Builtin {
        Builtin(
            name,
            .always(.boolean),
            forms.map { form in
                Signature(form) { arguments, _ in
                    guard let holds = try? relation(RangeRelation(arguments[0]), RangeRelation(arguments[1])) else {
                        return .null
                    }
                    return .boolean(holds)
                }
            }
        )
    }
}

/// Reads ranges from text, such as `[18..21)`; an end may be missing, ends are literals (grammar rule 66).
enum RangeReader {
    static func read(_ text: String) -> Value {
        let blanks: Set<Character> = [" ", "\t", "\n", "\r"]
        let trimmed = text.drop { blanks.contains($0) }
        guard let first = trimmed.first, let last = trimmed.last(where: { !blanks.contains($0) }),
            "[(]".contains(first), "])[".contains(last), let close = trimmed.lastIndex(of: last),
            close > trimmed.startIndex
        else { return .null }
        let inner = Array(trimmed[trimmed.index(after: trimmed.startIndex)..<close].utf8)
        guard let dots = self.dots(in: inner) else { return .null }
        let startIncluded = first == "["
        let endIncluded = last == "]"
        let start = self.end(inner[..<dots])
        let end = self.end(inner[(dots + 2)...])
        switch (start, end) {
        case (.value(let low), .value(let high)):
            guard let order = Operations.order(low, high), order <= 0 else { return .null }
            return Operations.makeRange(low, high, startIncluded, endIncluded)
        case (.value(let low), .missing):
            return endIncluded ? .null : Operations.makeRange(startIncluded ? .greaterOrEqual : .greater, low)
        case (.missing, .value(let high)):
            return startIncluded ? .null : Operations.makeRange(endIncluded ? .lessOrEqual : .less, high)
        default: return .null
        }
    }

    private enum End {
        case value(Value)
        case missing
        case wrong
    }

    /// Where the two dots are, outside of strings.
    private static func dots(in bytes: [UInt8]) -> Int? {
        var quoted = false
        for index in bytes.indices.dropLast() {
            if bytes[index] == UInt8(ascii: "\"") { quoted.toggle() }
            let isDots = bytes[index] == UInt8(ascii: ".") && bytes[index + 1] == UInt8(ascii: ".")
            if isDots, !quoted { return index }
        }
        return nil
    }

    private static func end(_ bytes: ArraySlice<UInt8>) -> End {
        let source = String(decoding: bytes, as: UTF8.self)
        if source.allSatisfy(\.isWhitespace) { return .missing }
        guard var parser = try? Parser(source, names: Builtins.knownNames, members: KnownNames()),
            let node = try? parser.wholeExpression(), self.isLiteral(node)
        else { return .wrong }
        var checker = Checker(source: source, scope: Scope())
        checker.check(node)
        var compiler = Compiler()
        guard let value = compiler.compile(node).constant, Operations.order(value, value) != nil else { return .wrong }
        return .value(value)
    }

    private static func isLiteral(_ node: Node) -> Bool {
        switch node.kind {
        case .constant: return true
        case .call(let callee, let arguments):
            guard case .name(let name) = callee.kind,
                ["date", "time", "date and time", "duration"].contains(name), arguments.count == 1
            else { return false }
            if case .constant = arguments[0].value.kind { return true }
            return false
        default: return false
        }
    }
}
