/// Writes a syntax tree as source that parses to the same tree.
///
/// Every operand that is an operation itself stands in parentheses, so that nobody has to know what binds closer.
struct Printer {
    /// The source that the tree was read from: types are taken from there.
    let source: [UInt8]

    func text(_ node: Node) -> String {
        switch node.kind {
        case .constant(let value): value.written
        case .name(let name): name
        case .path(let base, let name): "\(self.base(base)).\(name)"
        case .filter(let list, let condition): "\(self.base(list))[\(self.text(condition))]"
        case .call(let callee, let arguments):
            "\(self.base(callee))(\(arguments.map { self.argument($0) }.joined(separator: ", ")))"
        case .negate(let operand): "-\(self.operand(operand))"
        case .arithmetic(let operation, let left, let right):
            "\(self.operand(left)) \(operation.symbol) \(self.operand(right))"
        case .comparison(let comparison, let left, let right):
            "\(self.operand(left)) \(comparison.symbol) \(self.operand(right))"
        case .and(let operands): operands.map { self.operand($0) }.joined(separator: " and ")
        case .or(let operands): operands.map { self.operand($0) }.joined(separator: " or ")
        case .between(let value, let lower, let upper):
            "\(self.operand(value)) between \(self.operand(lower)) and \(self.operand(upper))"
        case .isIn(let value, let tests): "\(self.operand(value)) in (\(self.list(tests)))"
        case .instanceOf(let value, let type): "\(self.operand(value)) instance of \(self.written(type))"
        default: self.compound(node)
        }
    }

    private func compound(_ node: Node) -> String {
        switch node.kind {
        case .condition(let test, let positive, let negative):
            "if \(self.text(test)) then \(self.text(positive)) else \(self.text(negative))"
        case .loop(let iterations, let body): "for \(self.list(iterations)) return \(self.text(body))"
        case .some(let iterations, let test): "some \(self.list(iterations)) satisfies \(self.text(test))"
        case .every(let iterations, let test): "every \(self.list(iterations)) satisfies \(self.text(test))"
        case .list(let items): "[\(self.list(items))]"
        case .context(let entries):
            "{\(entries.map { "\(ValueWriter.key($0.name)): \(self.text($0.value))" }.joined(separator: ", "))}"
        case .range(let lower, let upper, let startIncluded, let endIncluded):
            (startIncluded ? "[" : "(") + (lower.map { self.operand($0) } ?? "null") + ".."
                + (upper.map { self.operand($0) } ?? "null") + (endIncluded ? "]" : ")")
        case .unaryTest(let comparison, let bound): "(\(comparison.symbol) \(self.operand(bound)))"
        case .tests(let tests): tests.isEmpty ? "-" : "(\(self.list(tests)))"
        case .negatedTests(let tests): "not(\(self.list(tests)))"
        case .function(let parameters, let body):
            "function(\(parameters.map { self.parameter($0) }.joined(separator: ", "))) \(self.text(body))"
        default: ""
        }
    }

    private func list(_ nodes: [Node]) -> String { nodes.map { self.text($0) }.joined(separator: ", ") }

    private func list(_ iterations: [Iteration]) -> String {
        iterations.map { iteration in
            let end = iteration.end.map { "..\(self.operand($0))" } ?? ""
            return "\(iteration.name) in \(self.operand(iteration.domain))\(end)"
        }
        .joined(separator: ", ")
    }

    private func argument(_ argument: Argument) -> String {
        (argument.name.map { "\($0): " } ?? "") + self.text(argument.value)
    }

    private func parameter(_ parameter: Parameter) -> String {
        parameter.name + (parameter.type.map { ": \(self.written($0))" } ?? "")
    }

    private func written(_ type: TypeNode) -> String {
        String(decoding: self.source[type.span.start..<type.span.end], as: UTF8.self)
    }

    /// A part beside an operator.
    private func operand(_ node: Node) -> String {
        switch node.kind {
        case .constant(.number(let number)) where number.isNegative: "(\(number))"
        case .constant, .name, .path, .filter, .call, .list, .context, .tests, .range, .unaryTest: self.text(node)
        default: "(\(self.text(node)))"
        }
    }

    /// A part before a path, a filter or the arguments of a call.
    private func base(_ node: Node) -> String {
        switch node.kind {
        case .name, .path, .filter, .call, .list, .context: self.text(node)
        default: "(\(self.text(node)))"
        }
    }
}

extension Arithmetic {
    /// The operator as it is written.
    var symbol: String {
        switch self {
        case .add: "+"
        case .subtract: "-"
        case .multiply: "*"
        case .divide: "/"
        case .power: "**"
        }
    }
}

extension Comparison {
    /// The operator as it is written.
    var symbol: String {
        switch self {
        case .equal: "="
        case .notEqual: "!="
        case .less: "<"
        case .lessOrEqual: "<="
        case .greater: ">"
        case .greaterOrEqual: ">="
        }
    }
}

extension FEEL {
    /// The expression in one form, whatever blanks, comments and parentheses it was written with.
    ///
    /// - Parameters:
    ///   - source: One expression.
    ///   - scope: The variables that it may use: they tell where a name with spaces ends.
    /// - Returns: Source that means the same, or `nil` if there is no such expression.
    public static func formatted(_ source: String, scope: Scope) -> String? {
        guard let root = try? Form.expression.parse(source, scope) else { return nil }
        return Printer(source: Array(source.utf8)).text(root)
    }
}
