/// Makes expressions that parse, of all kinds, with the variables of the tables.
struct ExpressionGenerator {
    private var random: SeededGenerator

    init(seed: UInt64) { self.random = SeededGenerator(seed: seed) }

    private mutating func pick(_ choices: [String]) -> String { choices.randomElement(using: &self.random) ?? "" }

    private static let leaves = [
        "1", "0.5", "12.340", "five", "word", "n", "t", "f", "u1", "u2", "null", "true", "\"a \\\"b\\\" 🐎\"",
        "@\"2024-02-29\"", "@\"P1Y\"", "@\"PT1H\"", "[]", "{}",
    ]

    /// Any expression.
    mutating func expression(depth: Int) -> String {
        guard depth > 0 else { return self.pick(Self.leaves) }
        let one = self.expression(depth: depth - 1)
        let two = self.expression(depth: depth - Int.random(in: 1...2, using: &self.random))
        switch Int.random(in: 0..<16, using: &self.random) {
        case 0: return "(\(one)) \(self.pick(["+", "-", "*", "/"])) (\(two))"
        case 1: return "(\(one)) ** 2"
        case 2: return "(\(one)) \(self.pick(["=", "!=", "<", "<=", ">", ">="]))  (\(two))"
        case 3: return "(\(one)) and (\(two)) or (\(one))"
        case 4: return "if (\(one)) then \(two) else (\(one))"
        case 5: return "for i in [\(one), 2], j in 1..2 return [i, j, \(two)]"
        case 6: return "some x in [\(one)] satisfies x = (\(two))"
        case 7: return "every x in [\(one)] satisfies x = (\(two))"
        case 8: return "[\(one), \(two)][\(self.pick(["1", "item = 1", "-1", "item != null"]))]"
        case 9: return "{a: \(one), \"b c\": \(two), d: a}.\(self.pick(["a", "b c", "d"]))"
        case 10: return "- (\(one))"
        case 11: return "(\(one)) in (\(self.pick(["< 5", "[1..5)", "(1..9]", "1, 2", "\"a\", \"b\""])))"
        case 12: return "(\(one)) between (\(two)) and (five)"
        case 13: return "(function(x: number, y) [x, y])(\(one), \(two))"
        case 14: return "(\(one)) instance of \(self.pick(["number", "list<string>", "date and time", "Any"]))"
        default: return "count([\(one), \(two)]) /* said */ + string length(string: \"ab\")"
        }
    }

    /// A condition: true, false, null or unknown.
    mutating func condition(depth: Int) -> String {
        guard depth > 0 else { return self.pick(["t", "f", "n", "u1", "u2", "five > 3", "u1 < 2", "word = \"oil\""]) }
        let one = self.condition(depth: depth - 1)
        let two = self.condition(depth: depth - 1)
        switch Int.random(in: 0..<5, using: &self.random) {
        case 0: return "(\(one)) and (\(two))"
        case 1: return "(\(one)) or (\(two))"
        case 2: return "not(\(one))"
        case 3: return "(if \(one) then \(two) else \(one))"
        default: return "(\(one)) = (\(two))"
        }
    }

    /// A value without variables.
    mutating func value(depth: Int) -> String {
        let leaves = [
            "1", "-0.5", "123456789012345678901234567890.1234", "null", "true", "\"\\n\\t\\\\ é\\u001B\"",
            "@\"2024-02-29\"",
            "@\"-P1Y2M\"", "@\"P1DT2H3.5S\"", "@\"10:00:00@Europe/Paris\"", "@\"2024-02-29T10:00:00+01:00\"", "[1..5)",
            "(< 5)", "(>= @\"2024-02-29\")", "[]", "{}",
        ]
        guard depth > 0, Int.random(in: 0..<3, using: &self.random) > 0 else { return self.pick(leaves) }
        let one = self.value(depth: depth - 1)
        let two = self.value(depth: depth - 1)
        return Bool.random(using: &self.random) ? "[\(one), \(two)]" : "{a: \(one), \"if b+\": \(two)}"
    }
}
