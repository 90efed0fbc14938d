extension Parser {
    /// Words that cannot begin or go on with a name that is not known.
    static let reserved: Set<String> = [
        "and", "or", "in", "between", "instance", "then", "else", "return", "satisfies", "if", "for", "some", "every",
        "function", "true", "false", "null", "external",
    ]

    /// A literal, a name, or something in brackets.
    mutating func primary() throws(SyntaxError) -> Node {
        let start = self.token.span.start
        switch self.token.kind {
        case .number(let number):
            self.advance()
            return try self.make(.constant(.number(number)), start, over: [])
        case .text(let text):
            self.advance()
            return try self.make(.constant(.text(text)), start, over: [])
        case .name(let word):
            return try self.word(word, start)
        case .symbol(let symbol):
            return try self.bracket(symbol, start)
        case .other, .end:
            throw SyntaxError("expected an expression, found \(self.found)", self.token.span)
        }
    }

    private mutating func bracket(_ symbol: Symbol, _ start: Int) throws(SyntaxError) -> Node {
        switch symbol {
        case .leftParenthesis:
            return try self.parenthesis(start)
        case .leftBracket:
            return try self.listOrRange(start)
        case .rightBracket:
            self.advance()
            let lower = try self.sum()
            return try self.restOfRange(lower, startIncluded: false, start)
        case .leftBrace:
            return try self.context(start)
        case .at:
            self.advance()
            guard case .text(let text) = self.token.kind else {
                throw SyntaxError("expected a string after `@`, found \(self.found)", self.token.span)
            }
            self.advance()
            let value = TemporalLiteral.read(text)
            if value.isNull {
                throw SyntaxError("\"\(text)\" is no date, time or duration", self.span(from: start))
            }
            return try self.make(.constant(value), start, over: [])
        default:
            throw SyntaxError("expected an expression, found \(self.found)", self.token.span)
        }
    }

    private mutating func word(_ word: String, _ start: Int) throws(SyntaxError) -> Node {
        if let name = self.knownName(inFilter: self.filters > 0) {
            // A known name wins over a keyword only if it is longer than that.
            if name.count > 1 || !Self.reserved.contains(word) {
                self.position += name.count
                return try self.make(.name(name.name), start, over: [])
            }
        }
        switch word {
        case "true", "false":
            self.advance()
            return try self.make(.constant(.boolean(word == "true")), start, over: [])
        case "null":
            self.advance()
            return try self.make(.constant(.null), start, over: [])
        case "if": return try self.condition(start)
        case "for": return try self.loop(start)
        case "some", "every": return try self.quantifier(word, start)
        case "function":
            if self.peek().kind == .symbol(.leftParenthesis) { return try self.function(start) }
        default: break
        }
        if Self.reserved.contains(word), word != "function" {
            throw SyntaxError("expected an expression, found `\(word)`", self.token.span)
        }
        let name = self.unknownName()
        return try self.make(.name(name), start, over: [])
    }

    /// The longest known name at the position, with the number of its tokens.
    func knownName(inFilter: Bool) -> (name: String, count: Int)? {
        let first = self.token.namePart
        let scoped = self.matching(self.names.candidates(first))
        guard inFilter, let member = self.matching(self.members.candidates(first)) else { return scoped }
        guard let scoped else { return member }
        return member.count > scoped.count ? member : scoped
    }

    func matching(_ candidates: [KnownNames.Candidate]) -> (name: String, count: Int)? {
        for candidate in candidates where self.position + candidate.parts.count < self.tokens.count {
            let matches = candidate.parts.indices.allSatisfy { offset in
                let token = self.tokens[self.position + offset]
                if case .text = token.kind { return false }
                return token.namePart == candidate.parts[offset]
            }
            if matches { return (candidate.name, candidate.parts.count) }
        }
        return nil
    }

    /// Takes words as one name until something else comes.
    mutating func unknownName() -> String {
        let start = self.position
        self.advance()
        while case .name(let word) = self.token.kind, !Self.reserved.contains(word) { self.advance() }
        return self.joined(start..<self.position)
    }

    private mutating func parenthesis(_ start: Int) throws(SyntaxError) -> Node {
        self.advance()
        let savedFilters = self.filters
        defer { self.filters = savedFilters }
        let first = try self.testOrExpression()
        if self.token.kind == .symbol(.dots) {
            return try self.restOfRange(first, startIncluded: false, start)
        }
        if self.token.kind == .symbol(.comma) {
            var tests = [first]
            while self.take(.comma) { tests.append(try self.testOrExpression()) }
            try self.expect(.rightParenthesis, "after the tests")
            return try self.make(.tests(tests), start, over: tests)
        }
        try self.expect(.rightParenthesis, "to close the parenthesis")
        return first
    }

    private mutating func testOrExpression() throws(SyntaxError) -> Node {
        if case .symbol(let symbol) = self.token.kind, Comparison(symbol) != nil { return try self.unaryTest() }
        return try self.expression()
    }

    private mutating func listOrRange(_ start: Int) throws(SyntaxError) -> Node {
        self.advance()
        if self.take(.rightBracket) { return try self.make(.list([]), start, over: []) }
        let first = try self.testOrExpression()
        if self.token.kind == .symbol(.dots) {
            return try self.restOfRange(first, startIncluded: true, start)
        }
        var items = [first]
        while self.take(.comma) { items.append(try self.testOrExpression()) }
        try self.expect(.rightBracket, "to close the list")
        return try self.make(.list(items), start, over: items)
    }

    /// `..end` with its closing bracket.
    private mutating func restOfRange(
        _ lower: Node,
        startIncluded: Bool,
        _ start: Int
    ) throws(SyntaxError) -> Node {
        try self.expect(.dots, "in the range")
        let upper = try self.sum()
        let included: Bool
        if self.take(.rightBracket) {
            included = true
        } else if self.take(.rightParenthesis) || self.take(.leftBracket) {
            included = false
        } else {
            throw SyntaxError("expected `]`, `)` or `[` to close the range, found \(self.found)", self.token.span)
        }
        let kind = Node.Kind.range(lower, upper, startIncluded: startIncluded, endIncluded: included)
        return try self.make(kind, start, over: [lower, upper])
    }

    private mutating func context(_ start: Int) throws(SyntaxError) -> Node {
        self.advance()
        var entries: [Entry] = []
        if !self.take(.rightBrace) {
            repeat {
                let keyStart = self.token.span
                let name = try self.key()
                try self.expect(.colon, "after the key")
                // An entry sees the ones before it, and a function itself.
                self.names.add(name)
                let value = try self.expression()
                entries.append(Entry(name: name, value: value, span: keyStart))
            } while self.take(.comma)
            try self.expect(.rightBrace, "to close the context")
        }
        return try self.make(.context(entries), start, over: entries.map(\.value))
    }

    private mutating func key() throws(SyntaxError) -> String {
        if case .text(let text) = self.token.kind {
            self.advance()
            return text
        }
        let start = self.position
        while self.token.kind != .symbol(.colon) {
            switch self.token.kind {
            case .name, .number, .other, .symbol(.plus), .symbol(.minus), .symbol(.times), .symbol(.divide),
                .symbol(.dot), .symbol(.power):
                self.advance()
            default:
                throw SyntaxError("expected a key, found \(self.found)", self.token.span)
            }
        }
        guard self.position > start, case .name = self.tokens[start].kind else {
            throw SyntaxError("expected a key, found \(self.found)", self.token.span)
        }
        return self.joined(start..<self.position)
    }
}
