/// Reads regular expressions as XQuery 1.0 and XPath 2.0 have them (Functions and Operators, 7.6.1).
struct PatternParser {
    /// The pattern is not one.
    struct Malformed: Error {}

    private static let nestingLimit = 50

    private let scalars: [Unicode.Scalar]
    private let flags: PatternFlags
    private var index = 0
    private var nesting = 0
    /// How many groups there are, and which of them are closed so far.
    private(set) var groups = 0
    private var closed: Set<Int> = []

    init(_ pattern: String, _ flags: PatternFlags) {
        self.flags = flags
        self.scalars = Array(pattern.unicodeScalars)
    }

    private var next: Unicode.Scalar? {
        mutating get {
            while self.flags.skipsBlanks, self.index < self.scalars.count,
                [" ", "\t", "\n", "\r"].contains(self.scalars[self.index])
            {
                self.index += 1
            }
            return self.index < self.scalars.count ? self.scalars[self.index] : nil
        }
    }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard self.next == scalar else { return false }
        self.index += 1
        return true
    }

    private mutating func takeAny() throws(Malformed) -> Unicode.Scalar {
        guard let scalar = self.next else { throw Malformed() }
        self.index += 1
        return scalar
    }

    /// The whole pattern.
    mutating func parse() throws(Malformed) -> PatternNode {
        if self.flags.isLiteral { return .sequence(self.scalars.map { .set(.range($0, $0)) }) }
        let node = try self.choice()
        guard self.next == nil else { throw Malformed() }
        return node
    }

    private mutating func choice() throws(Malformed) -> PatternNode {
        self.nesting += 1
        defer { self.nesting -= 1 }
        guard self.nesting <= Self.nestingLimit else { throw Malformed() }
        var branches = [try self.sequence()]
        while self.take("|") { branches.append(try self.sequence()) }
        return branches.count == 1 ? branches[0] : .choice(branches)
    }

    private mutating func sequence() throws(Malformed) -> PatternNode {
        var parts: [PatternNode] = []
        while let scalar = self.next, scalar != "|", scalar != ")" {
            let atom = try self.atom()
            parts.append(try self.quantified(atom))
        }
        return parts.count == 1 ? parts[0] : (parts.isEmpty ? .empty : .sequence(parts))
    }

    private mutating func quantified(_ atom: PatternNode) throws(Malformed) -> PatternNode {
        let least: Int
        let most: Int?
        switch self.next {
        case "?": (least, most) = (0, 1)
        case "*": (least, most) = (0, nil)
        case "+": (least, most) = (1, nil)
        case "{":
            self.index += 1
            least = try self.count()
            if self.take(",") {
                most = self.next == "}" ? nil : try self.count()
            } else {
                most = least
            }
            guard self.next == "}", most ?? least >= least else { throw Malformed() }
        default: return atom
        }
        self.index += 1
        return .repetition(atom, least: least, most: most, isGreedy: !self.take("?"))
    }

    private mutating func count() throws(Malformed) -> Int {
        var value: Int?
        while let scalar = self.next, let digit = Self.digit(scalar) {
            value = (value ?? 0) * 10 + digit
            guard value ?? 0 <= 1000 else { throw Malformed() }
            self.index += 1
        }
        guard let value else { throw Malformed() }
        return value
    }

    private static func digit(_ scalar: Unicode.Scalar) -> Int? {
        ("0"..."9").contains(scalar) ? Int(scalar.value) - 48 : nil
    }

    private mutating func atom() throws(Malformed) -> PatternNode {
        let scalar = try self.takeAny()
        switch scalar {
        case ".": return .set(self.flags.dotTakesLineEnds ? .everything : .notLineEnd)
        case "^": return .start
        case "$": return .end
        case "(": return try self.group()
        case "[": return .set(try self.characterClass())
        case "\\": return try self.escape()
        case "?", "*", "+", "{", "}", "]": throw Malformed()
        default: return .set(.range(scalar, scalar))
        }
    }

    private mutating func group() throws(Malformed) -> PatternNode {
        var index: Int?
        if self.take("?") {
            guard self.take(":") else { throw Malformed() }
        } else {
            self.groups += 1
            index = self.groups
        }
        let inner = try self.choice()
        guard self.take(")") else { throw Malformed() }
        if let index { self.closed.insert(index) }
        return .group(inner, index: index)
    }

    private mutating func escape() throws(Malformed) -> PatternNode {
        // With the flag `x` blanks are dropped even here.
        guard self.next != nil else { throw Malformed() }
        if let first = Self.digit(self.scalars[self.index]) {
            guard first > 0 else { throw Malformed() }
            self.index += 1
            var reference = first
            // More digits belong to it as long as there are so many groups.
            while self.index < self.scalars.count, let digit = Self.digit(self.scalars[self.index]),
                reference * 10 + digit <= self.groups
            {
                reference = reference * 10 + digit
                self.index += 1
            }
            guard self.closed.contains(reference) else { throw Malformed() }
            return .reference(reference)
        }
        return .set(try self.escapedSet())
    }

    /// What a backslash and a letter stand for; the backslash is taken.
    private mutating func escapedSet() throws(Malformed) -> CharacterSet {
        guard self.index < self.scalars.count else { throw Malformed() }
        let scalar = self.scalars[self.index]
        self.index += 1
        switch scalar {
        case "n": return .range("\n", "\n")
        case "r": return .range("\r", "\r")
        case "t": return .range("\t", "\t")
        case "\\", "|", ".", "-", "^", "?", "*", "+", "{", "}", "(", ")", "[", "]", "$": return .range(scalar, scalar)
        case "s": return .blank
        case "S": return .not(.blank)
        case "d": return .digit
        case "D": return .not(.digit)
        case "w": return .word
        case "W": return .not(.word)
        case "i": return .nameStart
        case "I": return .not(.nameStart)
        case "c": return .namePart
        case "C": return .not(.namePart)
        case "p": return try self.property()
        case "P": return .not(try self.property())
        default: throw Malformed()
        }
    }

    private mutating func property() throws(Malformed) -> CharacterSet {
        guard self.take("{") else { throw Malformed() }
        var name = ""
        while let scalar = self.next, scalar != "}" {
            name.unicodeScalars.append(scalar)
            self.index += 1
        }
        guard self.take("}"), let set = CharacterBlock.set(named: name) else { throw Malformed() }
        return set
    }

    /// What stands between square brackets; the first is taken.
    ///
    /// Blanks count here, whatever the flags.
    private mutating func characterClass() throws(Malformed) -> CharacterSet {
        self.nesting += 1
        defer { self.nesting -= 1 }
        guard self.nesting <= Self.nestingLimit else { throw Malformed() }
        let isNegated = self.takeRaw("^")
        var parts: [CharacterSet] = []
        var without: CharacterSet?
        while !self.takeRaw("]") {
            guard self.index < self.scalars.count, without == nil else { throw Malformed() }
            if !parts.isEmpty, self.peek(0) == "-", self.peek(1) == "[" {
                self.index += 2
                without = try self.characterClass()
                continue
            }
            parts.append(try self.classPart(isFirst: parts.isEmpty))
        }
        guard !parts.isEmpty else { throw Malformed() }
        let union: CharacterSet = isNegated ? .not(.union(parts)) : .union(parts)
        return without.map { .difference(union, $0) } ?? union
    }

    private func peek(_ ahead: Int) -> Unicode.Scalar? {
        self.index + ahead < self.scalars.count ? self.scalars[self.index + ahead] : nil
    }

    private mutating func takeRaw(_ scalar: Unicode.Scalar) -> Bool {
        guard self.peek(0) == scalar else { return false }
        self.index += 1
        return true
    }

    private mutating func classPart(isFirst: Bool) throws(Malformed) -> CharacterSet {
        let first = try self.classItem()
        guard case .range(let lower, _) = first, self.peek(0) == "-", let after = self.peek(1), after != "]",
            after != "["
        else { return first }
        self.index += 1
        let second = try self.classItem()
        guard case .range(let upper, _) = second, lower <= upper else {
            // A hyphen that makes no range stands for itself, as in `[0-9-.]`.
            guard lower == "-" else { throw Malformed() }
            return .union([first, second])
        }
        return .range(lower, upper)
    }

    private mutating func classItem() throws(Malformed) -> CharacterSet {
        guard let scalar = self.peek(0) else { throw Malformed() }
        self.index += 1
        if scalar == "\\" { return try self.escapedSet() }
        guard scalar != "[" else { throw Malformed() }
        return .range(scalar, scalar)
    }
}
