/// Recursive descent with binding powers; rejects instead of repairing.
struct Parser {
    /// How deep expressions may be nested.
    static let nestingLimit = 200

    let tokens: [Token]
    var position = 0
    var nesting = 0
    /// Names in scope.
    var names: KnownNames
    /// Names of entries, which paths and filters may use.
    var members: KnownNames
    /// How many filters are around the current place: there members can stand without their context.
    var filters = 0
    /// What is wrong with the type that is being read.
    var typeProblem: String?

    init(_ source: String, names: KnownNames, members: KnownNames) throws(SyntaxError) {
        self.tokens = try Lexer.tokens(of: source)
        self.names = names
        self.members = members
        self.preregister()
    }

    /// Keys of contexts in the source are member names from the start.
    private mutating func preregister() {
        for index in self.tokens.indices.dropLast() where self.tokens[index].kind == .symbol(.colon) {
            guard index > 0 else { continue }
            if case .text(let text) = self.tokens[index - 1].kind {
                self.members.add(text)
                continue
            }
            var start = index
            while start > 0, index - start < 12, self.tokens[start - 1].endsNoEntry { start -= 1 }
            if index - start > 1 {
                self.members.add(self.joined(start..<index))
            }
        }
    }

    /// The text of tokens as one name, with single spaces where the source has blanks.
    func joined(_ range: Range<Int>) -> String {
        var text = ""
        for index in range {
            if index > range.lowerBound, self.tokens[index - 1].span.end < self.tokens[index].span.start {
                text += " "
            }
            text += self.tokens[index].namePart
        }
        return text
    }

    var token: Token { self.tokens[self.position] }

    func peek(_ ahead: Int = 1) -> Token { self.tokens[min(self.position + ahead, self.tokens.count - 1)] }

    mutating func advance() {
        if self.position < self.tokens.count - 1 { self.position += 1 }
    }

    mutating func take(_ symbol: Symbol) -> Bool {
        guard self.token.kind == .symbol(symbol) else { return false }
        self.advance()
        return true
    }

    mutating func take(_ word: String) -> Bool {
        guard self.token.kind == .name(word) else { return false }
        self.advance()
        return true
    }

    mutating func expect(_ symbol: Symbol, _ place: String) throws(SyntaxError) {
        guard self.take(symbol) else {
            throw SyntaxError("expected `\(symbol.rawValue)` \(place), found \(self.found)", self.token.span)
        }
    }

    mutating func expect(_ word: String, _ place: String) throws(SyntaxError) {
        guard self.take(word) else {
            throw SyntaxError("expected `\(word)` \(place), found \(self.found)", self.token.span)
        }
    }

    /// What stands at the position, for messages.
    var found: String {
        switch self.token.kind {
        case .end: "the end"
        case .text: "a string"
        default: "`\(self.token.namePart)`"
        }
    }

    /// The end of the last token taken.
    var previousEnd: Int { self.position > 0 ? self.tokens[self.position - 1].span.end : 0 }

    /// Everything from a start to the last token taken.
    func span(from start: Int) -> Span { Span(start: start, end: max(start, self.previousEnd)) }

    /// The whole source as one expression.
    mutating func wholeExpression() throws(SyntaxError) -> Node {
        let node = try self.expression()
        guard self.token.kind == .end else {
            throw SyntaxError("expected the end or an operator, found \(self.found)", self.token.span)
        }
        return node
    }

    /// Makes a node, unless the tree gets too deep.
    func make(_ kind: Node.Kind, _ start: Int, over children: [Node?]) throws(SyntaxError) -> Node {
        let depth = (children.compactMap { $0?.depth }.max() ?? 0) + 1
        let span = self.span(from: start)
        guard depth <= Self.nestingLimit else {
            throw SyntaxError("the expression is nested deeper than \(Self.nestingLimit)", span)
        }
        return Node(kind, span, depth: depth)
    }

    /// Runs a step one level deeper.
    mutating func nested<T>(_ step: (inout Parser) throws(SyntaxError) -> T) throws(SyntaxError) -> T {
        self.nesting += 1
        defer { self.nesting -= 1 }
        guard self.nesting <= Self.nestingLimit else {
            throw SyntaxError("the expression is nested deeper than \(Self.nestingLimit)", self.token.span)
        }
        return try step(&self)
    }
}

extension Token {
    /// Whether the token can be part of an unquoted key, looking back from its colon.
    fileprivate var endsNoEntry: Bool {
        switch self.kind {
        case .name, .number, .other: true
        case .symbol(let symbol): [.plus, .minus, .times, .divide, .dot, .power].contains(symbol)
        case .text, .end: false
        }
    }
}
