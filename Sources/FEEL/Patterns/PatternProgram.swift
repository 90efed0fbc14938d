/// A regular expression as instructions for ``PatternMatcher``.
struct PatternProgram: Sendable {
    enum Instruction: Sendable {
        case set(CharacterSet)
        /// The same for a program that is kept, with the answers for ASCII at hand.
        case table(CharacterTable)
        case start
        case end
        /// Goes on at the first place; the second is tried if that fails.
        case fork(Int, Int)
        case jump(Int)
        /// Keeps the position in a register.
        case save(Int)
        /// Fails unless the position moved since the register was saved.
        case progress(Int)
        case reference(Int)
        case done
    }

    private static let sizeLimit = 20_000

    private(set) var code: [Instruction] = []
    /// Two for each group and the whole, then those of loops.
    private(set) var registers: Int
    let groups: Int
    let flags: PatternFlags
    /// Whether the whole pattern can match nothing.
    let canBeEmpty: Bool

    /// Compiles a pattern; `nil` if it is none, or too large.
    ///
    /// - Parameter isKept: Whether it is used often, so that it pays to ask its sets beforehand.
    init?(_ pattern: String, flags letters: String, isKept: Bool = false) {
        guard let flags = PatternFlags(letters) else { return nil }
        var parser = PatternParser(pattern, flags)
        guard let node = try? parser.parse() else { return nil }
        self.flags = flags
        self.groups = parser.groups
        self.registers = (parser.groups + 1) * 2
        self.canBeEmpty = node.canBeEmpty
        guard self.emit(node) else { return nil }
        self.code.append(.done)
        if isKept { self.code = self.code.map { Self.tabulated($0, flags) } }
    }

    private static func tabulated(_ instruction: Instruction, _ flags: PatternFlags) -> Instruction {
        guard case .set(let set) = instruction else { return instruction }
        return .table(CharacterTable(set, ignoringCase: flags.ignoresCase))
    }

    private mutating func emit(_ node: PatternNode) -> Bool {
        guard self.code.count < Self.sizeLimit else { return false }
        switch node {
        case .empty: break
        case .set(let set): self.code.append(.set(set))
        case .start: self.code.append(.start)
        case .end: self.code.append(.end)
        case .reference(let group): self.code.append(.reference(group))
        case .sequence(let parts):
            for part in parts where !self.emit(part) { return false }
        case .choice(let parts): return self.emit(choice: parts)
        case .group(let inner, let index):
            if let index { self.code.append(.save(index * 2)) }
            guard self.emit(inner) else { return false }
            if let index { self.code.append(.save(index * 2 + 1)) }
        case .repetition(let inner, let least, let most, let isGreedy):
            return self.emit(inner, least, most, isGreedy)
        }
        return true
    }

    private mutating func emit(choice parts: [PatternNode]) -> Bool {
        var exits: [Int] = []
        for (index, part) in parts.enumerated() {
            let fork = self.code.count
            let isLast = index == parts.count - 1
            if !isLast { self.code.append(.jump(0)) }
            guard self.emit(part) else { return false }
            if !isLast {
                exits.append(self.code.count)
                self.code.append(.jump(0))
                self.code[fork] = .fork(fork + 1, self.code.count)
            }
        }
        for exit in exits { self.code[exit] = .jump(self.code.count) }
        return true
    }

    private mutating func emit(_ inner: PatternNode, _ least: Int, _ most: Int?, _ isGreedy: Bool) -> Bool {
        for _ in 0..<least {
            guard self.emit(inner) else { return false }
        }
        guard let most else { return self.emit(loop: inner, isGreedy) }
        var forks: [Int] = []
        for _ in 0..<(most - least) {
            forks.append(self.code.count)
            self.code.append(.jump(0))
            guard self.emit(inner) else { return false }
        }
        for fork in forks { self.code[fork] = self.fork(fork + 1, self.code.count, isGreedy) }
        return true
    }

    private mutating func emit(loop inner: PatternNode, _ isGreedy: Bool) -> Bool {
        let fork = self.code.count
        let register = self.registers
        self.code.append(.jump(0))
        if inner.canBeEmpty {
            self.registers += 1
            self.code.append(.save(register))
        }
        guard self.emit(inner) else { return false }
        if inner.canBeEmpty { self.code.append(.progress(register)) }
        self.code.append(.jump(fork))
        self.code[fork] = self.fork(fork + 1, self.code.count, isGreedy)
        return true
    }

    private func fork(_ inside: Int, _ outside: Int, _ isGreedy: Bool) -> Instruction {
        isGreedy ? .fork(inside, outside) : .fork(outside, inside)
    }
}
