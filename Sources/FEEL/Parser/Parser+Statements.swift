extension Parser {
    mutating func condition(_ start: Int) throws(SyntaxError) -> Node {
        self.advance()
        let test = try self.expression()
        try self.expect("then", "after the condition")
        let positive = try self.expression()
        try self.expect("else", "after what `then` gives")
        let negative = try self.expression()
        return try self.make(.condition(test, positive, negative), start, over: [test, positive, negative])
    }

    mutating func loop(_ start: Int) throws(SyntaxError) -> Node {
        self.advance()
        let saved = self.names
        defer { self.names = saved }
        let iterations = try self.iterations()
        try self.expect("return", "after what `for` runs over")
        let body = try self.expression()
        return try self.make(.loop(iterations, body), start, over: Self.domains(iterations) + [body])
    }

    mutating func quantifier(_ word: String, _ start: Int) throws(SyntaxError) -> Node {
        self.advance()
        let saved = self.names
        defer { self.names = saved }
        let iterations = try self.iterations()
        try self.expect("satisfies", "after what `\(word)` runs over")
        let test = try self.expression()
        let children = Self.domains(iterations) + [test]
        return try self.make(word == "some" ? .some(iterations, test) : .every(iterations, test), start, over: children)
    }

    private static func domains(_ iterations: [Iteration]) -> [Node?] {
        iterations.flatMap { [$0.domain, $0.end] }
    }

    private mutating func iterations() throws(SyntaxError) -> [Iteration] {
        var iterations: [Iteration] = []
        repeat {
            let start = self.token.span
            let name = try self.newName(until: "in")
            try self.expect("in", "after the variable")
            let domain = try self.expression()
            var end: Node?
            if self.take(.dots) { end = try self.expression() }
            self.names.add(name)
            iterations.append(Iteration(name: name, domain: domain, end: end, span: start))
        } while self.take(.comma)
        return iterations
    }

    /// A name that is declared here, until a word or symbol that ends it.
    private mutating func newName(until word: String) throws(SyntaxError) -> String {
        guard case .name(let first) = self.token.kind, first != word else {
            throw SyntaxError("expected a name, found \(self.found)", self.token.span)
        }
        let start = self.position
        while self.token.kind != .name(word) || self.position == start {
            switch self.token.kind {
            case .name, .number, .other, .symbol(.plus), .symbol(.minus), .symbol(.times), .symbol(.divide),
                .symbol(.dot), .symbol(.power):
                self.advance()
            default:
                return self.joined(start..<self.position)
            }
        }
        return self.joined(start..<self.position)
    }

    mutating func function(_ start: Int) throws(SyntaxError) -> Node {
        self.advance()
        try self.expect(.leftParenthesis, "after `function`")
        let saved = self.names
        defer { self.names = saved }
        var parameters: [Parameter] = []
        if !self.take(.rightParenthesis) {
            repeat {
                let span = self.token.span
                let name = try self.newName(until: ":")
                let type = self.take(.colon) ? try self.type() : nil
                self.names.add(name)
                parameters.append(Parameter(name: name, type: type, span: span))
            } while self.take(.comma)
            try self.expect(.rightParenthesis, "after the parameters")
        }
        if self.token.kind == .name("external") {
            throw SyntaxError("external functions are not supported", self.token.span, isUnsupported: true)
        }
        let body = try self.expression()
        return try self.make(.function(parameters, body), start, over: [body])
    }
}
