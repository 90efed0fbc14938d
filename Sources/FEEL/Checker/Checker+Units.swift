// Only what is declared has a unit, and only what surely keeps it passes it on: a product or a quotient has none
// that is known (a conversion is a product too), so that what is reported is a mistake.
extension Checker {
    /// Functions whose result is counted in the unit of all of their arguments.
    private static let keepingAll: Set<String> = ["min", "max", "sum", "mean", "median"]
    /// Functions whose result is counted in the unit of the first argument.
    private static let keepingFirst: Set<String> = [
        "abs", "floor", "ceiling", "decimal", "round up", "round down", "round half up", "round half down", "modulo",
    ]

    /// The unit of an operation's result.
    mutating func checkUnits(_ node: Node, _ operation: Arithmetic, _ left: Node, _ right: Node) {
        switch operation {
        case .add:
            self.checkUnits("added", left, right, node.span)
            node.unit = left.unit ?? right.unit
        case .subtract:
            self.checkUnits("subtracted", left, right, node.span)
            node.unit = left.unit ?? right.unit
        case .multiply, .divide, .power: break
        }
    }

    /// Reports amounts of two units where only one makes sense.
    mutating func checkUnits(_ verb: String, _ left: Node, _ right: Node, _ span: Span) {
        guard let first = left.unit, let second = right.unit, first != second else { return }
        self.fault("an amount in \(first) and one in \(second) cannot be \(verb)", span)
    }

    /// The unit of a call's result.
    mutating func checkUnits(_ node: Node, _ callee: Node, _ arguments: [Argument]) {
        guard let name = callee.builtinName, let first = arguments.first else { return }
        if Self.keepingFirst.contains(name) { node.unit = first.value.unit }
        guard Self.keepingAll.contains(name) else { return }
        let known = arguments.map(\.value).filter { $0.unit != nil }
        for other in known.dropFirst() { self.checkUnits("put together", known[0], other, node.span) }
        node.unit = known.first?.unit
    }

    /// The unit of parts that are alternatives, if they agree; a part without any leaves it open.
    static func common(_ parts: [Node]) -> String? {
        guard let first = parts.first?.unit, parts.allSatisfy({ $0.unit == first }) else { return nil }
        return first
    }
}

extension Node {
    /// The built-in function that a name stands for.
    var builtinName: String? {
        if case .builtin(let builtin) = self.binding { return builtin.name }
        return nil
    }
}

extension ValueType {
    /// Whether the type is a context or a list of contexts.
    var hasEntries: Bool {
        switch self {
        case .context: true
        case .list(let item): item.hasEntries
        default: false
        }
    }
}
