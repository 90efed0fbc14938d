extension Parser {
    /// Paths, filters, calls and `instance of` behind a primary.
    mutating func postfix(_ primary: Node, _ start: Int) throws(SyntaxError) -> Node {
        var node = primary
        while true {
            switch self.token.kind {
            case .symbol(.dot):
                self.advance()
                let name = try self.memberName()
                node = try self.make(.path(node, name), start, over: [node])
            case .symbol(.leftBracket) where !self.closesRange:
                self.advance()
                self.filters += 1
                let condition: Node
                do {
                    defer { self.filters -= 1 }
                    condition = try self.expression()
                }
                try self.expect(.rightBracket, "to close the filter")
                node = try self.make(.filter(node, condition), start, over: [node, condition])
            case .symbol(.leftParenthesis):
                let arguments = try self.arguments()
                node = try self.make(.call(node, arguments), start, over: [node] + arguments.map(\.value))
            case .name("instance") where self.peek().kind == .name("of"):
                self.advance()
                self.advance()
                let type = try self.type()
                node = try self.make(.instanceOf(node, type), start, over: [node])
            default:
                return node
            }
        }
    }

    /// Whether the `[` here ends a range such as `[1..5[`, for nothing that could be a filter follows it.
    private var closesRange: Bool {
        switch self.peek().kind {
        case .end, .symbol(.rightParenthesis), .symbol(.comma), .symbol(.rightBrace), .symbol(.equal),
            .symbol(.notEqual), .symbol(.dots), .symbol(.dot), .symbol(.colon):
            true
        case .symbol(.rightBracket): true
        case .name(let word):
            ["and", "or", "then", "else", "return", "satisfies", "in", "between", "instance"].contains(word)
        default: false
        }
    }

    /// The name behind a dot: the longest known one, otherwise all the words there are.
    private mutating func memberName() throws(SyntaxError) -> String {
        guard case .name = self.token.kind else {
            throw SyntaxError("expected a name after `.`, found \(self.found)", self.token.span)
        }
        if let known = self.matching(self.members.candidates(self.token.namePart)) {
            let next = self.tokens[min(self.position + known.count, self.tokens.count - 1)]
            let goesOn = if case .name(let word) = next.kind { !Self.reserved.contains(word) } else { false }
            if !goesOn {
                self.position += known.count
                return known.name
            }
        }
        return self.unknownName()
    }

    private mutating func arguments() throws(SyntaxError) -> [Argument] {
        self.advance()
        var arguments: [Argument] = []
        if self.take(.rightParenthesis) { return arguments }
        repeat {
            let start = self.token.span.start
            let name = self.argumentName()
            let value = try self.expression()
            arguments.append(Argument(name: name, value: value, span: self.span(from: start)))
        } while self.take(.comma)
        try self.expect(.rightParenthesis, "after the arguments")
        return arguments
    }

    /// Takes `name:` if that is what follows.
    private mutating func argumentName() -> String? {
        var index = self.position
        while case .name = self.tokens[index].kind { index += 1 }
        guard index > self.position, self.tokens[index].kind == .symbol(.colon) else { return nil }
        let name = self.joined(self.position..<index)
        self.position = index + 1
        return name
    }
}
