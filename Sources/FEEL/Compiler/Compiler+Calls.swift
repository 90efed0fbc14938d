extension Compiler {
    mutating func call(_ node: Node, _ callee: Node, _ arguments: [Argument]) -> Piece {
        let pieces = arguments.map { self.compile($0.value) }
        if case .builtin(let builtin) = callee.binding { return self.call(builtin, arguments, pieces) }
        let function = self.compile(callee).code
        let codes = pieces.map(\.asSource)
        let names = arguments.map(\.name)
        return Piece { frame in
            let value = function(&frame)
            guard case .function(let function) = value else {
                if case .unknown = value { return value }
                return .null
            }
            var values: [Value] = []
            values.reserveCapacity(codes.count)
            for code in codes { values.append(code.load(&frame)) }
            return function.call(values, names: names, &frame)
        }
    }

    private func call(_ builtin: Builtin, _ arguments: [Argument], _ pieces: [Piece]) -> Piece {
        let constants = pieces.map(\.constant)
        let matches = builtin.matches(arguments.map(\.name))
            .map { match in
                (signature: match.signature.prepared(for: constants, at: match.places), places: match.places)
            }
        if matches.isEmpty { return Piece(constant: .null) }
        let codes = pieces.map(\.asSource)
        let code: Code = { frame in
            var values: [Value] = []
            values.reserveCapacity(codes.count)
            for code in codes { values.append(code.load(&frame)) }
            return builtin.call(matches, values, &frame)
        }
        guard builtin.isPure, !pieces.isEmpty else { return Piece(code) }
        if arguments.allSatisfy({ $0.name == nil }), let quick = self.quick(builtin, matches, pieces) {
            return Self.fold(pieces, quick)
        }
        return Self.fold(pieces, code)
    }

    /// A call that builds its list of arguments only if the short cut does not take them.
    private func quick(
        _ builtin: Builtin,
        _ matches: [(signature: Signature, places: [Int])],
        _ pieces: [Piece]
    ) -> Code? {
        switch (builtin.quick, pieces.count) {
        case (.one(let body), 1):
            let code = pieces[0].code
            return { frame in
                let value = code(&frame)
                return body(value) ?? builtin.call(matches, [value], &frame)
            }
        case (.two(let body), 2):
            let first = pieces[0].code
            let second = pieces[1].code
            return { frame in
                let left = first(&frame)
                let right = second(&frame)
                return body(left, right) ?? builtin.call(matches, [left, right], &frame)
            }
        default: return nil
        }
    }
}

extension FunctionValue {
    /// Calls the function with values by position or by name.
    func call(_ values: [Value], names: [String?], _ frame: inout Frame) -> Value {
        switch self.body {
        case .builtin(let builtin):
            return builtin.call(builtin.matches(names), values, &frame)
        case .literal(let literal, let captured):
            guard let arguments = self.arrange(values, names) else { return .null }
            return self.run(literal, captured, arguments, &frame)
        }
    }

    /// Calls the function with values by position.
    func call(_ values: [Value], _ frame: inout Frame) -> Value {
        self.call(values, names: Array(repeating: nil, count: values.count), &frame)
    }

    private func arrange(_ values: [Value], _ names: [String?]) -> [Value]? {
        if names.allSatisfy({ $0 == nil }) { return values.count == self.parameters.count ? values : nil }
        guard names.allSatisfy({ name in self.parameters.contains { $0 == name } }) else { return nil }
        // What is not given by name is null.
        return self.parameters.map { parameter in
            names.firstIndex(of: parameter).map { values[$0] } ?? .null
        }
    }

    private func run(
        _ literal: FunctionLiteral,
        _ captured: [Value],
        _ arguments: [Value],
        _ frame: inout Frame
    ) -> Value {
        let depth = frame.depth + literal.depth
        // Writing to the captured slots copies them.
        guard frame.spend(1 + captured.count / 16), depth <= Frame.depthLimit else {
            // Endless recursion must not go on at the next call either.
            frame.steps = 0
            return .null
        }
        var inner = Frame(values: captured, steps: frame.steps, depth: depth)
        for (index, slot) in literal.slots.enumerated() {
            let value = Operations.coerce(arguments[index], self.types[index])
            // An argument of another type makes the whole call null.
            if value.isNull, !arguments[index].isNull { return .null }
            inner.values[slot] = value
        }
        if let slot = literal.selfSlot { inner.values[slot] = .function(self) }
        let result = literal.code(&inner)
        frame.steps = inner.steps
        return result
    }
}
