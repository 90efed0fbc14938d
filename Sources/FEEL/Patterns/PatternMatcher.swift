/// Runs a pattern over a text, with a stack of its own and a budget of steps, so that no pattern can hang it.
struct PatternMatcher {
    /// Steps for one call of a function.
    private static let stepLimit = 2_000_000
    private static let stackLimit = 200_000

    private enum Entry {
        /// Try again here.
        case choice(place: Int, position: Int)
        /// Put the register back first.
        case restore(register: Int, value: Int)
    }

    private let program: PatternProgram
    private let original: String
    /// Whether characters are bytes, so that their places are those in the string's memory.
    private let isASCII: Bool
    private let text: [Unicode.Scalar]
    /// What an attempt keeps, here so that the attempts at all positions share the memory.
    private var registers: [Int]
    private var stack: [Entry] = []
    private var steps = Self.stepLimit
    /// Whether the budget was used up: the answer is then not to be trusted.
    private(set) var isExhausted = false

    init(_ program: PatternProgram, _ text: String) {
        self.program = program
        self.original = text
        self.isASCII = text.utf8.allSatisfy { $0 < 0x80 }
        self.text = self.isASCII ? text.utf8.map { Unicode.Scalar($0) } : Array(text.unicodeScalars)
        self.registers = Array(repeating: -1, count: program.registers)
    }

    /// The first match from a position on: start and end of the whole and of each group, -1 where there is none.
    mutating func match(from start: Int) -> [Int]? {
        var position = start
        while position <= self.text.count {
            if self.matches(at: position) { return self.registers }
            if self.isExhausted { return nil }
            position += 1
        }
        return nil
    }

    /// The characters of a match as text.
    func substring(_ start: Int, _ end: Int) -> String {
        guard start >= 0, end >= start else { return "" }
        if self.isASCII {
            if start == 0, end == self.text.count { return self.original }
            let bytes = self.original.utf8
            let from = bytes.index(bytes.startIndex, offsetBy: start)
            return String(self.original[from..<bytes.index(from, offsetBy: end - start)])
        }
        var view = String.UnicodeScalarView()
        view.append(contentsOf: self.text[start..<end])
        return String(view)
    }

    /// What it has cost so far.
    var stepsTaken: Int { Self.stepLimit - self.steps + self.text.count / 4 + self.program.code.count }

    /// The length of the text in characters.
    var count: Int { self.text.count }

    private mutating func matches(at start: Int) -> Bool {
        for register in self.registers.indices { self.registers[register] = -1 }
        self.stack.removeAll(keepingCapacity: true)
        var place = 0
        var position = start
        while true {
            self.steps -= 1
            guard self.steps > 0, self.stack.count < Self.stackLimit else {
                self.isExhausted = true
                return false
            }
            var matches = true
            switch self.program.code[place] {
            case .set(let set):
                matches =
                    position < self.text.count
                    && set.contains(self.text[position], ignoringCase: self.program.flags.ignoresCase)
                if matches { position += 1 }
                place += 1
            case .table(let table):
                matches = position < self.text.count && table.contains(self.text[position])
                if matches { position += 1 }
                place += 1
            case .start:
                matches = position == 0 || (self.program.flags.isMultiline && self.text[position - 1] == "\n")
                place += 1
            case .end:
                matches =
                    position == self.text.count || (self.program.flags.isMultiline && self.text[position] == "\n")
                place += 1
            case .fork(let first, let second):
                self.stack.append(.choice(place: second, position: position))
                place = first
            case .jump(let target): place = target
            case .save(let register):
                self.stack.append(.restore(register: register, value: self.registers[register]))
                self.registers[register] = position
                place += 1
            case .progress(let register):
                matches = self.registers[register] != position
                place += 1
            case .reference(let group):
                if let end = self.reference(group, position) { position = end } else { matches = false }
                place += 1
            case .done:
                self.registers[0] = start
                self.registers[1] = position
                return true
            }
            if !matches {
                guard let choice = self.backtrack() else { return false }
                (place, position) = choice
            }
        }
    }

    private mutating func backtrack() -> (Int, Int)? {
        while let entry = self.stack.popLast() {
            switch entry {
            case .choice(let place, let position): return (place, position)
            case .restore(let register, let value): self.registers[register] = value
            }
        }
        return nil
    }

    /// The position behind what the group took, if it stands here again.
    private mutating func reference(_ group: Int, _ position: Int) -> Int? {
        let start = self.registers[group * 2]
        let end = self.registers[group * 2 + 1]
        guard start >= 0, end >= start else { return position }
        self.steps -= end - start
        guard position + end - start <= self.text.count else { return nil }
        for offset in 0..<(end - start) {
            let wanted = self.text[start + offset]
            let set = CharacterSet.range(wanted, wanted)
            guard set.contains(self.text[position + offset], ignoringCase: self.program.flags.ignoresCase) else {
                return nil
            }
        }
        return position + end - start
    }
}
