extension Parser {
    /// How tightly an operator binds; a larger power binds tighter.
    private enum Power {
        static let or = 1
        static let and = 2
        static let comparison = 3
        static let sum = 4
        static let product = 5
        static let exponent = 6
    }

    /// One expression, as far as it goes.
    mutating func expression() throws(SyntaxError) -> Node { try self.operation(Power.or) }

    /// An expression without comparisons, such as the end of a range.
    mutating func sum() throws(SyntaxError) -> Node { try self.operation(Power.sum) }

    private mutating func operation(_ power: Int) throws(SyntaxError) -> Node {
        try self.nested { (parser) throws(SyntaxError) in try parser.operationInside(power) }
    }

    private mutating func operationInside(_ power: Int) throws(SyntaxError) -> Node {
        let start = self.token.span.start
        var left = try self.unary()
        while true {
            let position = self.position
            if let next = try self.binary(left, power, start) {
                left = next
            } else {
                return left
            }
            // Every round must take a token.
            guard self.position > position else { return left }
        }
    }

    /// Takes one operator with its right side; `nil` if none of at least that power follows.
    private mutating func binary(_ left: Node, _ power: Int, _ start: Int) throws(SyntaxError) -> Node? {
        switch self.token.kind {
        case .symbol(let symbol):
            if let (arithmetic, own) = Self.arithmetic(symbol), own >= power {
                self.advance()
                let right = try self.operation(own + 1)
                return try self.make(.arithmetic(arithmetic, left, right), start, over: [left, right])
            }
            if let comparison = Comparison(symbol), power <= Power.comparison {
                self.advance()
                let right = try self.operation(Power.comparison + 1)
                return try self.make(.comparison(comparison, left, right), start, over: [left, right])
            }
            return nil
        case .name(let word):
            return try self.wordOperator(word, left, power, start)
        default:
            return nil
        }
    }

    private mutating func wordOperator(
        _ word: String,
        _ left: Node,
        _ power: Int,
        _ start: Int
    ) throws(SyntaxError) -> Node? {
        switch word {
        case "or" where power <= Power.or:
            let operands = try self.chain(left, "or", Power.or + 1)
            return try self.make(.or(operands), start, over: operands)
        case "and" where power <= Power.and:
            let operands = try self.chain(left, "and", Power.and + 1)
            return try self.make(.and(operands), start, over: operands)
        case "between" where power <= Power.comparison:
            self.advance()
            let lower = try self.operation(Power.sum)
            try self.expect("and", "after the lower bound of `between`")
            let upper = try self.operation(Power.sum)
            return try self.make(.between(left, lower, upper), start, over: [left, lower, upper])
        case "in" where power <= Power.comparison:
            self.advance()
            let tests = try self.inTests()
            return try self.make(.isIn(left, tests), start, over: [left] + tests)
        default:
            return nil
        }
    }

    /// `a and b and c` as one node, so that long chains are not deep.
    private mutating func chain(_ first: Node, _ word: String, _ power: Int) throws(SyntaxError) -> [Node] {
        var operands = [first]
        while self.take(word) { operands.append(try self.operation(power)) }
        return operands
    }

    private static func arithmetic(_ symbol: Symbol) -> (Arithmetic, Int)? {
        switch symbol {
        case .plus: (.add, Power.sum)
        case .minus: (.subtract, Power.sum)
        case .times: (.multiply, Power.product)
        case .divide: (.divide, Power.product)
        case .power: (.power, Power.exponent)
        default: nil
        }
    }

    /// A sign, or a primary with what follows it.
    private mutating func unary() throws(SyntaxError) -> Node {
        let start = self.token.span.start
        if self.take(.minus) {
            let operand = try self.nested { (parser) throws(SyntaxError) in try parser.unary() }
            if case .constant(.number(let number)) = operand.kind, operand.span.start == self.previousStart {
                return try self.make(.constant(.number(-number)), start, over: [])
            }
            return try self.make(.negate(operand), start, over: [operand])
        }
        let primary = try self.primary()
        return try self.postfix(primary, start)
    }

    private var previousStart: Int { self.position > 0 ? self.tokens[self.position - 1].span.start : 0 }

    /// The right side of `in`.
    private mutating func inTests() throws(SyntaxError) -> [Node] {
        let test = try self.unaryTest()
        if case .tests(let tests) = test.kind { return tests }
        return [test]
    }

    /// One test: `< 5`, `[1..5]`, an expression, or several in parentheses.
    mutating func unaryTest() throws(SyntaxError) -> Node {
        let start = self.token.span.start
        if case .symbol(let symbol) = self.token.kind, let comparison = Comparison(symbol) {
            self.advance()
            let operand = try self.sum()
            return try self.make(.unaryTest(comparison, operand), start, over: [operand])
        }
        return try self.sum()
    }

    /// Unary tests as they stand in a cell of a decision table: `-`, `not(…)` or tests with commas between.
    mutating func wholeUnaryTests() throws(SyntaxError) -> Node {
        let start = self.token.span.start
        if self.token.kind == .symbol(.minus), self.peek().kind == .end {
            self.advance()
            return try self.make(.tests([]), start, over: [])
        }
        let negated = self.token.kind == .name("not") && self.peek().kind == .symbol(.leftParenthesis)
        if negated {
            self.advance()
            self.advance()
        }
        var tests: [Node] = []
        repeat { tests.append(try self.cellTest()) } while self.take(.comma)
        if negated { try self.expect(.rightParenthesis, "after the tests of `not`") }
        guard self.token.kind == .end else {
            throw SyntaxError("expected `,` or the end, found \(self.found)", self.token.span)
        }
        return try self.make(negated ? .negatedTests(tests) : .tests(tests), start, over: tests)
    }

    private mutating func cellTest() throws(SyntaxError) -> Node {
        let start = self.token.span.start
        if case .symbol(let symbol) = self.token.kind, let comparison = Comparison(symbol) {
            self.advance()
            let operand = try self.sum()
            return try self.make(.unaryTest(comparison, operand), start, over: [operand])
        }
        return try self.expression()
    }
}
