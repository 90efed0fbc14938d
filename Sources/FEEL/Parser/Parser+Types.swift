extension Parser {
    /// A type, such as `number`, `list<date>` or `function<number, string>->Any`.
    mutating func type() throws(SyntaxError) -> TypeNode {
        let start = self.token.span.start
        let saved = self.typeProblem
        self.typeProblem = nil
        defer { self.typeProblem = saved ?? self.typeProblem }
        let type = try self.nested { (parser) throws(SyntaxError) in try parser.typeInside() }
        return TypeNode(type: type, span: self.span(from: start), problem: self.typeProblem)
    }

    private mutating func typeInside() throws(SyntaxError) -> ValueType {
        let span = self.token.span
        guard case .name(let word) = self.token.kind else {
            throw SyntaxError("expected a type, found \(self.found)", span)
        }
        let generic = self.peek().kind == .symbol(.less)
        switch word {
        case "list" where generic:
            return .list(try self.typeArgument())
        case "range" where generic:
            return .range(try self.typeArgument())
        case "context" where generic:
            return .context(try self.contextType())
        case "function" where generic:
            return try self.functionType()
        default:
            return self.simpleType()
        }
    }

    private mutating func typeArgument() throws(SyntaxError) -> ValueType {
        self.advance()
        try self.expect(.less, "before the type of the items")
        let type = try self.type().type
        try self.expect(.greater, "after the type of the items")
        return type
    }

    private mutating func contextType() throws(SyntaxError) -> Shape {
        self.advance()
        try self.expect(.less, "before the entries of the context")
        var fields: [(name: String, type: ValueType)] = []
        if !self.take(.greater) {
            repeat {
                let start = self.position
                while case .name = self.token.kind { self.advance() }
                guard self.position > start else {
                    throw SyntaxError("expected a name, found \(self.found)", self.token.span)
                }
                let name = self.joined(start..<self.position)
                try self.expect(.colon, "after the name")
                fields.append((name, try self.type().type))
            } while self.take(.comma)
            try self.expect(.greater, "after the entries of the context")
        }
        return Shape(name: "", fields: fields)
    }

    private mutating func functionType() throws(SyntaxError) -> ValueType {
        self.advance()
        try self.expect(.less, "before the types of the parameters")
        var parameters: [ValueType] = []
        if !self.take(.greater) {
            repeat { parameters.append(try self.type().type) } while self.take(.comma)
            try self.expect(.greater, "after the types of the parameters")
        }
        try self.expect(.arrow, "before the type of the result")
        return .function(parameters: parameters, result: try self.type().type)
    }

    private mutating func simpleType() -> ValueType {
        let known: [(String, ValueType)] = [
            ("years and months duration", .yearsMonthsDuration), ("days and time duration", .daysTimeDuration),
            ("day time duration", .daysTimeDuration), ("year month duration", .yearsMonthsDuration),
            ("date and time", .dateTime), ("date", .date), ("time", .time), ("string", .text), ("number", .number),
            ("boolean", .boolean), ("Any", .any), ("Null", .null), ("list", .list(.any)), ("range", .range(.any)),
            ("context", .context(.empty)), ("function", .function(parameters: [], result: .any)),
        ]
        for (name, type) in known {
            let words = name.split(separator: " ")
            let matches = words.indices.allSatisfy { offset in
                self.peek(offset).kind == .name(String(words[offset]))
            }
            guard matches else { continue }
            for _ in words { self.advance() }
            if ["list", "range", "context", "function"].contains(name) {
                self.typeProblem = "the type `\(name)` needs parameters, such as `list<number>`"
            }
            return type
        }
        var name = self.unknownName()
        while self.take(.dot), case .name = self.token.kind { name += "." + self.unknownName() }
        let names = known.map(\.0)
        self.typeProblem = "there is no type `\(name)`\(Checker.suggestion(name, names))"
        return .any
    }
}
