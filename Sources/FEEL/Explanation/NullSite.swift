/// A place in an expression, and what can make null there.
struct NullSite: Sendable {
    private enum Form: Sendable {
        case stated
        case fact(String)
        case entry(String)
        case item
        case operation(Arithmetic)
        case negation
        case comparison
        case logic
        case condition
        case call(String)
        case loop
        case other
    }

    private let form: Form
    private let span: Span
    private let source: String

    init(_ node: Node, source: String) {
        self.span = node.span
        self.source = source
        self.form =
            switch node.kind {
            case .constant: .stated
            case .name(let name): .fact(name)
            case .path(_, let name): .entry(name)
            case .filter: .item
            case .arithmetic(let operation, _, _): .operation(operation)
            case .negate: .negation
            case .comparison, .between, .isIn, .unaryTest, .range: .comparison
            case .and, .or: .logic
            case .condition: .condition
            case .loop: .loop
            case .call(let callee, _): .call(callee.builtinName ?? "the function")
            default: .other
            }
    }

    /// The fields of declared shapes that the place has read from its parts.
    func reads(_ parts: [Value]) -> [FieldRead] {
        guard case .entry(let name) = self.form, let base = parts.first else { return [] }
        let contexts = base.list?.compactMap(\.context) ?? [base.context].compactMap { $0 }
        return contexts.filter { !$0.shape.name.isEmpty && $0.shape.index(of: name) != nil }
            .map { FieldRead(shape: $0.shape.name, field: name) }
    }

    /// The name that stands alone here: inside a filter it may be a field of the item.
    var name: String? {
        if case .fact(let name) = self.form { name } else { nil }
    }

    /// Why the place gave null though none of its parts was null.
    func reason(_ parts: [Value], isExhausted: Bool) -> NullReason {
        let (kind, message) = isExhausted ? (.steps, "it takes too many steps") : self.cause(parts)
        return NullReason(kind, message, self.span, in: self.source)
    }

    private func cause(_ parts: [Value]) -> (NullReason.Kind, String) {
        let kinds = parts.map(\.kindName)
        switch self.form {
        case .stated: return (.stated, "null stands here")
        case .fact(let name): return (.fact, "`\(name)` is null")
        case .entry(let name): return (.entry, "there is no `\(name)` in this \(kinds.first ?? "value"), or it is null")
        case .item: return (.item, "there is no such item, or it is null")
        case .operation(let operation):
            if operation == .divide, parts.count == 2, parts[1].number?.isZero == true {
                return (.divisionByZero, "a division by zero")
            }
            if kinds == ["number", "number"] { return (.arguments, "the result is no number that can be held") }
            return (.kinds, "\(Self.list(kinds)) have no `\(operation.symbol)`")
        case .negation: return (.kinds, "\(Self.list(kinds)) can't be negated")
        case .comparison: return (.kinds, "\(Self.list(kinds)) can't be compared")
        case .logic: return (.kinds, "\(Self.list(kinds)): not all of them are booleans")
        case .condition: return (.kinds, "the condition is \(Self.list([kinds.first ?? "null"])), no boolean")
        case .call(let name):
            if parts.isEmpty { return (.arguments, "`\(name)` has no result") }
            let shown = parts.map { part in
                let text = part.written
                return text.count <= 40 ? text : part.kindName
            }
            return (.arguments, "`\(name)` has no result for \(shown.joined(separator: ", "))")
        case .loop: return (.arguments, "there is nothing to go through, or far too much")
        case .other: return (.arguments, "this has no result")
        }
    }

    /// `a number and a string`.
    private static func list(_ kinds: [String]) -> String {
        kinds.map { $0 == "unknown" || $0 == "null" ? $0 : "a \($0)" }.joined(separator: " and ")
    }
}
