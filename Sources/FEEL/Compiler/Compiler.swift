/// Turns a checked tree into closures.
struct Compiler {
    struct Finding {
        let message: String
        let span: Span
    }

    /// What folding constants brought to light.
    var findings: [Finding] = []
    /// Who wants to know where nulls come up, and in which source; `nil` in all ordinary code.
    private let trace: (NullTrace, source: String)?

    init(trace: (NullTrace, source: String)? = nil) {
        self.trace = trace
    }

    /// The code of a node.
    mutating func compile(_ node: Node) -> Piece {
        let piece = self.compileUntraced(node)
        guard let trace else { return piece }
        return Self.traced(piece, NullSite(node, source: trace.source), trace.0)
    }

    private mutating func compileUntraced(_ node: Node) -> Piece {
        switch node.kind {
        case .constant(let value): return Piece(constant: value)
        case .name(let name): return Self.load(node.binding, name)
        case .path(let base, let name): return self.path(node, self.compile(base), name)
        case .filter(let list, let condition): return self.filter(node, list, condition)
        case .call(let callee, let arguments): return self.call(node, callee, arguments)
        case .negate(let operand):
            let piece = self.compile(operand)
            let code = piece.code
            return Self.fold([piece]) { frame in Operations.negate(code(&frame)) }
        case .arithmetic(let operation, let left, let right): return self.arithmetic(operation, left, right)
        case .comparison(let comparison, let left, let right):
            return self.settled(node, self.comparison(comparison, self.compile(left), self.compile(right)))
        case .and(let operands): return self.settled(node, self.connect(operands, decisive: false))
        case .or(let operands): return self.settled(node, self.connect(operands, decisive: true))
        case .between(let value, let lower, let upper):
            return self.settled(node, self.between(value, lower, upper))
        case .isIn(let value, let tests): return self.settled(node, self.membership(node, value, tests))
        case .instanceOf(let value, let type): return self.instance(value, type)
        case .condition(let test, let positive, let negative): return self.condition(test, positive, negative)
        default: return self.compileCompound(node)
        }
    }

    private mutating func compileCompound(_ node: Node) -> Piece {
        switch node.kind {
        case .loop(let iterations, let body): return self.loop(node, iterations, body)
        case .some(let iterations, let test): return self.quantifier(node, iterations, test, decisive: true)
        case .every(let iterations, let test): return self.quantifier(node, iterations, test, decisive: false)
        case .list(let items): return self.list(items)
        case .context(let entries): return self.context(node, entries)
        case .range(let lower, let upper, let startIncluded, let endIncluded):
            return self.range(lower, upper, startIncluded, endIncluded)
        case .unaryTest(let comparison, let bound):
            let piece = self.compile(bound)
            let code = piece.code
            return Self.fold([piece]) { frame in Operations.makeRange(comparison, code(&frame)) }
        case .tests(let tests): return self.cell(node, tests, negated: false)
        case .negatedTests(let tests): return self.cell(node, tests, negated: true)
        case .function(let parameters, let body): return self.function(node, parameters, body)
        default: return Piece(constant: .null)
        }
    }

    /// Code that is run now if nothing in it can change.
    static func fold(_ parts: [Piece], _ code: @escaping Code) -> Piece {
        guard parts.allSatisfy({ $0.constant != nil }) else { return Piece(code) }
        var frame = Frame(values: [], steps: 10_000, depth: 0)
        let value = code(&frame)
        // What is too long to be done now is done when it is needed.
        return frame.steps > 0 ? Piece(constant: value) : Piece(code)
    }

    /// Notes a condition whose result is known from the start.
    private mutating func settled(_ node: Node, _ piece: Piece) -> Piece {
        if let constant = piece.constant {
            switch constant {
            case .boolean(let flag):
                self.findings.append(Finding(message: "this is always \(flag)", span: node.span))
            case .null: self.findings.append(Finding(message: "this is always null", span: node.span))
            default: break
            }
        }
        return piece
    }

    private static func load(_ binding: Binding, _ name: String) -> Piece {
        switch binding {
        case .slot(let slot): return Piece(slot: slot)
        case .member(let slot, let shape, let index): return Piece(self.member(slot, shape, index, name))
        case .dynamicMember(let slot, let otherwise):
            let other = self.load(otherwise, name).code
            return Piece { frame in
                switch frame.values[slot] {
                case .context(let context): context[name] ?? other(&frame)
                case .unknown: frame.values[slot]
                default: other(&frame)
                }
            }
        case .builtin(let builtin): return Piece(constant: .function(FunctionValue(builtin)))
        case .unresolved, .index, .locals: return Piece(constant: .null)
        }
    }

    /// An entry of the context in a slot.
    static func member(_ slot: Int, _ shape: Shape, _ index: Int, _ name: String) -> Code {
        { frame in
            switch frame.values[slot] {
            case .context(let context): context.value(of: shape, at: index) ?? context[name] ?? .null
            case .list(let items): .list(items.map { Operations.member($0, shape, index, name) })
            case let other: Operations.property(other, name)
            }
        }
    }

    private func path(_ node: Node, _ base: Piece, _ name: String) -> Piece {
        let code = base.code
        guard case .index(let shape, let index) = node.binding else {
            return Self.fold([base]) { frame in Self.property(code(&frame), name, &frame) }
        }
        if case .slot(let slot) = base.source { return Piece(Self.member(slot, shape, index, name)) }
        return Self.fold([base]) { frame in
            let value = code(&frame)
            if case .context(let context) = value, let member = context.value(of: shape, at: index) { return member }
            return Self.property(value, name, &frame)
        }
    }

    private static func property(_ value: Value, _ name: String, _ frame: inout Frame) -> Value {
        if case .list(let items) = value, !frame.spend(items.count) { return .null }
        return Operations.property(value, name)
    }
}

extension FunctionValue {
    /// A built-in function as a value.
    convenience init(_ builtin: Builtin) {
        self.init(parameters: [], types: [], result: builtin.result, body: .builtin(builtin))
    }
}
