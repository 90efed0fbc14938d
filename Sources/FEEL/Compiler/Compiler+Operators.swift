extension Compiler {
    mutating func arithmetic(_ operation: Arithmetic, _ left: Node, _ right: Node) -> Piece {
        let first = self.compile(left)
        let second = self.compile(right)
        let code =
            switch operation {
            case .add: AddOperation.code(first, second)
            case .subtract: SubtractOperation.code(first, second)
            case .multiply: MultiplyOperation.code(first, second)
            case .divide: DivideOperation.code(first, second)
            case .power: PowerOperation.code(first, second)
            }
        return Self.fold([first, second], code)
    }

    func comparison(_ comparison: Comparison, _ first: Piece, _ second: Piece) -> Piece {
        let code =
            switch comparison {
            case .equal: EqualOperation.code(first, second)
            case .notEqual: NotEqualOperation.code(first, second)
            case .less: LessOperation.code(first, second)
            case .lessOrEqual: LessOrEqualOperation.code(first, second)
            case .greater: GreaterOperation.code(first, second)
            case .greaterOrEqual: GreaterOrEqualOperation.code(first, second)
            }
        return Self.fold([first, second], code)
    }

    /// `and` (false settles it) or `or` (true does).
    mutating func connect(_ operands: [Node], decisive: Bool) -> Piece {
        let pieces = operands.map { self.compile($0) }
        if pieces.contains(where: { $0.constant?.boolean == decisive }) { return Piece(constant: .boolean(decisive)) }
        return Self.fold(pieces, Self.connect(pieces.map(\.asSource), decisive: decisive))
    }

    static func connect(_ codes: [CodeSource], decisive: Bool) -> Code {
        if codes.count == 2 {
            let first = codes[0].code
            let second = codes[1].code
            return { frame in
                var fold = TernaryFold(decisive: decisive)
                if fold.take(first(&frame)) || fold.take(second(&frame)) { return .boolean(decisive) }
                return fold.result
            }
        }
        return { frame in
            var fold = TernaryFold(decisive: decisive)
            for code in codes where fold.take(code.load(&frame)) { return .boolean(decisive) }
            return fold.result
        }
    }

    mutating func between(_ value: Node, _ lower: Node, _ upper: Node) -> Piece {
        let pieces = [self.compile(value), self.compile(lower), self.compile(upper)]
        let code = pieces[0].code
        let low = pieces[1].code
        let high = pieces[2].code
        return Self.fold(pieces) { frame in
            let value = code(&frame)
            let above = Operations.lessOrEqual(low(&frame), value)
            return Operations.both(above, Operations.lessOrEqual(value, high(&frame)))
        }
    }

    mutating func membership(_ node: Node, _ value: Node, _ tests: [Node]) -> Piece {
        let subject = self.compile(value)
        if case .locals(let slots) = node.binding, let slot = slots.first {
            return self.questions(tests, subject, slot)
        }
        let pieces = tests.map { self.test($0, subject) }
        if pieces.count == 1, let only = pieces.first { return only }
        let texts = tests.compactMap { test -> String? in
            if case .constant(.text(let text)) = test.kind { return text }
            return nil
        }
        if texts.count == tests.count { return self.oneOf(subject, texts) }
        return Self.fold(pieces, Self.passing(pieces.map(\.asSource)))
    }

    /// Tests with the special variable `?`, which stands for the subject.
    private mutating func questions(_ tests: [Node], _ subject: Piece, _ slot: Int) -> Piece {
        let value = Piece(slot: slot)
        let passing = Self.passing(
            tests.map {
                ($0.mentions("?") && $0.type == .boolean ? self.compile($0) : self.test($0, value)).asSource
            }
        )
        let code = subject.code
        return Piece { frame in
            frame.values[slot] = code(&frame)
            return passing(&frame)
        }
    }

    /// `or` over tests, where a kind that does not fit is no match.
    private static func passing(_ codes: [CodeSource]) -> Code {
        { frame in
            var fold = TernaryFold(decisive: true)
            for code in codes where fold.take(code.load(&frame)) { return .boolean(true) }
            return fold.result
        }
    }

    /// A text among constant ones.
    private func oneOf(_ subject: Piece, _ texts: [String]) -> Piece {
        let code = subject.code
        return Self.fold([subject]) { frame in
            let value = code(&frame)
            guard case .text(let text) = value else {
                if case .unknown = value { return value }
                return value.isNull ? .boolean(false) : .null
            }
            for candidate in texts where Operations.same(text, candidate) { return .boolean(true) }
            return .boolean(false)
        }
    }

    /// One test on a subject.
    private mutating func test(_ test: Node, _ subject: Piece) -> Piece {
        switch test.kind {
        case .unaryTest(let comparison, let bound):
            return self.comparison(comparison, subject, self.compile(bound))
        case .range(let lower?, let upper?, let startIncluded, let endIncluded):
            return self.within(subject, self.compile(lower), self.compile(upper), startIncluded, endIncluded)
        default:
            let piece = self.compile(test)
            if let constant = piece.constant, Self.isPlain(constant) {
                return self.comparison(.equal, subject, piece)
            }
            return Self.fold([subject, piece], InOperation.code(subject, piece))
        }
    }

    private static func isPlain(_ value: Value) -> Bool {
        switch value {
        case .list, .range, .unknown: false
        default: true
        }
    }

    /// A range that is written where it is used needs no value of its own.
    private func within(
        _ subject: Piece,
        _ lower: Piece,
        _ upper: Piece,
        _ startIncluded: Bool,
        _ endIncluded: Bool
    ) -> Piece {
        let code = subject.code
        let low = lower.code
        let high = upper.code
        return Self.fold([subject, lower, upper]) { frame in
            let value = code(&frame)
            let start = low(&frame)
            let end = high(&frame)
            let isOpen = start.isNull || end.isNull || Operations.unknowns(start, end) != nil
            if !isOpen, Operations.order(start, end) == nil { return .null }
            let above = startIncluded ? Operations.lessOrEqual(start, value) : Operations.less(start, value)
            let below = endIncluded ? Operations.lessOrEqual(value, end) : Operations.less(value, end)
            return Operations.both(above, below)
        }
    }

    /// The tests of a cell; `-` passes everything.
    mutating func cell(_ node: Node, _ tests: [Node], negated: Bool) -> Piece {
        guard case .slot(let slot) = node.binding else { return Piece(constant: .null) }
        if tests.isEmpty { return Piece(constant: .boolean(true)) }
        let subject = Piece(slot: slot)
        let pieces = tests.map { test -> Piece in
            let piece = self.test(test, subject)
            // An expression that is a boolean by itself, such as `? > 5`, is the test.
            guard test.type == .boolean else { return piece }
            return self.compile(test)
        }
        let code = Self.passing(pieces.map(\.asSource))
        return Piece { frame in negated ? Operations.not(code(&frame)) : code(&frame) }
    }

    mutating func instance(_ value: Node, _ written: TypeNode) -> Piece {
        if written.problem != nil { return Piece(constant: .null) }
        let type = written.type
        let piece = self.compile(value)
        let code = piece.code
        return Self.fold([piece]) { frame in
            let value = code(&frame)
            if case .unknown = value { return value }
            return .boolean(Operations.conforms(value, type))
        }
    }

    mutating func condition(_ test: Node, _ positive: Node, _ negative: Node) -> Piece {
        let condition = self.compile(test)
        let first = self.compile(positive)
        let second = self.compile(negative)
        let code = condition.code
        let yes = first.code
        let no = second.code
        return Self.fold([condition, first, second]) { frame in
            let decision = code(&frame)
            switch decision {
            case .boolean(let flag): return flag ? yes(&frame) : no(&frame)
            case .null: return no(&frame)
            case .unknown(let set):
                let positive = yes(&frame)
                return Self.undecided(set, positive, no(&frame), &frame)
            default: return .null
            }
        }
    }

    /// `if` with an unknown condition: known only if both ways give the same.
    private static func undecided(
        _ set: UnknownSet,
        _ positive: Value,
        _ negative: Value,
        _ frame: inout Frame
    ) -> Value {
        if case .boolean(true) = Operations.equal(positive, negative, &frame) { return positive }
        return .unknown(set.union(positive.unknown).union(negative.unknown))
    }
}
