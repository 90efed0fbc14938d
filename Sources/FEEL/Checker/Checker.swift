/// Finds out what each name stands for and what type each part has, and reports what cannot be meant.
struct Checker {
    /// Something that names are looked up in, innermost last.
    enum Layer {
        case variable(name: String, slot: Int, type: ValueType, nullable: Bool, unit: String? = nil)
        /// The item of a filter: its entries are names.
        case item(slot: Int, type: ValueType, unit: String?)
    }

    let source: String
    let scope: Scope
    var layers: [Layer] = []
    var nextSlot: Int
    var diagnostics: [Diagnostic] = []
    var reads: [FieldRead] = []
    var uncertain: [FieldRead] = []
    private var readSet: Set<FieldRead> = []
    private var uncertainSet: Set<FieldRead> = []
    /// How many calls are around the current place that tell whether something is known.
    var guards = 0

    init(source: String, scope: Scope) {
        self.source = source
        self.scope = scope
        self.nextSlot = scope.slots
    }

    /// Reports something that can't be right: an error, or in a lenient scope a warning.
    mutating func fault(_ message: String, _ span: Span) {
        let severity: Diagnostic.Severity = self.scope.isLenient ? .warning : .error
        self.diagnostics.append(Diagnostic(severity, message, span, in: self.source))
    }

    mutating func warn(_ message: String, _ span: Span) {
        self.diagnostics.append(Diagnostic(.warning, message, span, in: self.source))
    }

    mutating func newSlot() -> Int {
        defer { self.nextSlot += 1 }
        return self.nextSlot
    }

    mutating func noteRead(_ shape: Shape, _ index: Int) {
        guard !shape.name.isEmpty else { return }
        let read = FieldRead(shape: shape.name, field: shape.fields[index].name)
        if self.readSet.insert(read).inserted { self.reads.append(read) }
        if !shape.alwaysKnown.contains(read.field) { self.noteUncertain(read) }
    }

    /// Notes something whose lack makes the expression unknown, unless the place only asks whether it is there.
    mutating func noteUncertain(_ read: FieldRead) {
        guard self.guards == 0 else { return }
        if self.uncertainSet.insert(read).inserted { self.uncertain.append(read) }
    }

    /// Checks a node and all below it.
    mutating func check(_ node: Node) {
        switch node.kind {
        case .constant(let value):
            node.type = Self.type(of: value)
            node.nullable = value.isNull
        case .name(let name): self.checkName(node, name)
        case .path(let base, let name): self.checkPath(node, base, name)
        case .filter(let list, let condition): self.checkFilter(node, list, condition)
        case .call(let callee, let arguments): self.checkCall(node, callee, arguments)
        case .negate(let operand):
            self.check(operand)
            self.checkNegation(node, operand)
            node.unit = operand.unit
        case .arithmetic(let operation, let left, let right):
            self.check(left)
            self.check(right)
            self.checkArithmetic(node, operation, left, right)
            self.checkUnits(node, operation, left, right)
        case .comparison(let comparison, let left, let right):
            self.check(left)
            self.check(right)
            node.type = .boolean
            self.checkComparison(comparison, left, right, node.span)
        case .and(let operands), .or(let operands):
            for operand in operands {
                self.check(operand)
                self.expect(.boolean, operand, "an operand of `and` and `or`")
            }
            node.type = .boolean
            node.nullable = operands.contains { $0.nullable }
            self.checkBounds(node, operands)
        case .between(let value, let lower, let upper):
            for part in [value, lower, upper] { self.check(part) }
            node.type = .boolean
            self.checkComparison(.greaterOrEqual, value, lower, node.span)
            self.checkComparison(.lessOrEqual, value, upper, node.span)
        case .isIn(let value, let tests):
            self.check(value)
            node.type = .boolean
            self.checkTests(node, tests, of: value)
        case .instanceOf(let value, let type):
            self.check(value)
            if let problem = type.problem { self.fault(problem, type.span) }
            node.type = .boolean
            node.nullable = false
        default: self.checkCompound(node)
        }
    }

    private mutating func checkCompound(_ node: Node) {
        switch node.kind {
        case .condition(let test, let positive, let negative):
            for part in [test, positive, negative] { self.check(part) }
            self.expect(.boolean, test, "the condition of `if`")
            node.type = positive.type.joined(negative.type)
            node.nullable = positive.nullable || negative.nullable || test.type != .boolean
            node.unit = Self.common([positive, negative])
        case .loop(let iterations, let body): self.checkLoop(node, iterations, body)
        case .some(let iterations, let test), .every(let iterations, let test):
            self.checkQuantifier(node, iterations, test)
        case .list(let items):
            var type = ValueType.null
            for item in items {
                self.check(item)
                type = type.joined(item.type)
            }
            node.type = .list(items.isEmpty ? .any : type)
            node.nullable = false
            node.unit = Self.common(items)
        case .context(let entries): self.checkContext(node, entries)
        case .range(let lower, let upper, _, _):
            for bound in [lower, upper].compactMap({ $0 }) { self.check(bound) }
            if let lower, let upper { self.checkComparison(.less, lower, upper, node.span) }
            node.type = .range((lower?.type ?? .any).joined(upper?.type ?? .any))
            node.unit = Self.common([lower, upper].compactMap { $0 })
        case .unaryTest(_, let bound):
            self.check(bound)
            node.type = .range(bound.type)
            node.unit = bound.unit
        case .tests(let tests), .negatedTests(let tests): self.checkTests(node, tests)
        case .function(let parameters, let body): self.checkFunction(node, parameters, body, selfName: nil)
        default: break
        }
    }

    /// The type of a value that is there.
    static func type(of value: Value) -> ValueType {
        switch value {
        case .null: .null
        case .unknown: .any
        case .boolean: .boolean
        case .number: .number
        case .text(let text): .oneOf([text])
        case .date: .date
        case .time: .time
        case .dateTime: .dateTime
        case .yearsMonths: .yearsMonthsDuration
        case .daysTime: .daysTimeDuration
        case .list(let items):
            .list(items.isEmpty ? .any : items.prefix(1000).reduce(ValueType.null) { $0.joined(self.type(of: $1)) })
        case .context(let context): .context(context.shape)
        case .range(let range): .range(self.type(of: range.start).joined(self.type(of: range.end)))
        case .function(let function): .function(parameters: function.types, result: function.result)
        }
    }
}
