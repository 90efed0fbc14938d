/// The rule language: the expression language of the OMG's DMN 1.5 standard, chapter 10.
public enum FEEL {
    /// Checks and compiles an expression.
    ///
    /// - Parameters:
    ///   - source: One expression.
    ///   - scope: The variables that it may use.
    ///   - expected: What it must give; another type is an error. `nil` takes all.
    /// - Returns: The compiled expression, `nil` if there is any error; and what was found, in order of place.
    public static func compile(
        _ source: String,
        scope: Scope,
        expecting expected: ValueType? = nil
    ) -> (expression: CompiledExpression?, diagnostics: [Diagnostic]) {
        self.compile(source, scope: scope, expecting: expected, .expression)
    }

    /// Checks and compiles unary tests, as a cell of a decision table has them: `-`, `< 5, > 10`, `not("a")`.
    ///
    /// - Parameters:
    ///   - source: The tests.
    ///   - scope: The variables that they may use; the value to be tested is the variable `?`.
    public static func compileTests(
        _ source: String,
        scope: Scope
    ) -> (expression: CompiledExpression?, diagnostics: [Diagnostic]) {
        self.compile(source, scope: scope, expecting: .boolean, .tests)
    }

    private static func compile(
        _ source: String,
        scope: Scope,
        expecting expected: ValueType?,
        _ form: Form
    ) -> (expression: CompiledExpression?, diagnostics: [Diagnostic]) {
        let root: Node
        do throws(SyntaxError) {
            root = try form.parse(source, scope)
        } catch {
            let fault = Diagnostic(.error, error.message, error.span, in: source, isUnsupported: error.isUnsupported)
            return (nil, [fault])
        }
        var checker = Checker(source: source, scope: scope)
        checker.check(root)
        if let expected { checker.expect(expected, root, "the expression") }
        var compiler = Compiler()
        let piece = compiler.compile(root)
        for found in compiler.findings { checker.warn(found.message, found.span) }
        let diagnostics = checker.diagnostics.sorted { ($0.line, $0.column) < ($1.line, $1.column) }
        if diagnostics.contains(where: { $0.severity == .error }) { return (nil, diagnostics) }
        let parts = CompiledExpression.Parts(
            source: source,
            type: root.type,
            unit: root.unit,
            reads: checker.reads,
            uncertain: piece.constant == nil ? checker.uncertain : [],
            slotsNeeded: checker.nextSlot,
            constant: piece.constant,
            code: piece.code,
            origin: .init(scope: scope, form: form)
        )
        return (CompiledExpression(parts: parts), diagnostics)
    }
}

extension FEEL {
    /// What a source is.
    enum Form: Sendable {
        case expression
        case tests

        func parse(_ source: String, _ scope: Scope) throws(SyntaxError) -> Node {
            let known = scope.knownNames()
            var parser = try Parser(source, names: known.names, members: known.members)
            switch self {
            case .expression: return try parser.wholeExpression()
            case .tests: return try parser.wholeUnaryTests()
            }
        }
    }

    /// The code of an expression once more, telling a trace of each null.
    static func traced(_ expression: CompiledExpression, _ trace: NullTrace) -> Code? {
        let (source, scope) = (expression.source, expression.origin.scope)
        guard let root = try? expression.origin.form.parse(source, scope) else { return nil }
        var checker = Checker(source: source, scope: scope)
        checker.check(root)
        var compiler = Compiler(trace: (trace, source))
        return compiler.compile(root).code
    }
    /// The names of all functions of the language, in alphabetical order.
    public static var functionNames: [String] { Builtins.names.sorted() }
}
