import FEEL

/// What an expression compares with what, where it does nothing else.
///
/// Such an expression is a combination of truth values and of comparisons of a fact with literals: between two
/// neighbouring literals it is constant in that fact. A few values of each fact stand for all of them.
struct DirectComparisons {
    /// How the values of a name have to be stood for.
    enum Kind {
        /// By all of them.
        case finite
        /// By the literals and what lies between them.
        case open
    }

    /// The names that it reads, in order of appearance.
    private(set) var paths: [String] = []
    /// The numbers that each name is compared with.
    private(set) var numbers: [String: Set<Number>] = [:]
    /// The texts that each name is compared with.
    private(set) var texts: [String: Set<String>] = [:]

    private static let words: Set<String> = [
        "and", "or", "not", "if", "then", "else", "in", "between", "true", "false", "null",
    ]
    private static let comparisons: Set<String> = ["=", "!=", "<", "<=", ">", ">="]
    private static let others: Set<String> = ["(", ")", "[", "]", ",", ".."]

    /// Reads `source`; `nil` where it does anything else.
    ///
    /// - Parameter kind: What a name stands for; `nil` where a grid can't stand for it.
    init?(_ source: String, kind: (String) -> Kind?) {
        let tokens = ExpressionToken.tokens(of: source)
        for (index, token) in tokens.enumerated() {
            switch token {
            case .number, .text: continue
            case .word(let word): if !Self.words.contains(word) { return nil }
            case .symbol(let symbol):
                if !Self.comparisons.contains(symbol), !Self.others.contains(symbol) { return nil }
            case .path(let path):
                guard let kind = kind(path) else { return nil }
                if !self.paths.contains(path) { self.paths.append(path) }
                guard let literals = Self.literals(tokens, at: index) else {
                    if kind == .open { return nil }
                    continue
                }
                for literal in literals {
                    if case .number(let number) = literal { self.numbers[path, default: []].insert(number) }
                    if case .text(let text) = literal { self.texts[path, default: []].insert(text) }
                }
            }
        }
    }

    /// The literals that the name at `index` is compared with, `nil` where it is compared with anything else.
    private static func literals(_ tokens: [ExpressionToken], at index: Int) -> [ExpressionToken]? {
        func token(_ offset: Int) -> ExpressionToken? {
            tokens.indices.contains(index + offset) ? tokens[index + offset] : nil
        }
        if case .symbol(let symbol)? = token(1), self.comparisons.contains(symbol) {
            return self.compared(self.literal(token(2)), by: symbol)
        }
        if case .symbol(let symbol)? = token(-1), self.comparisons.contains(symbol) {
            return self.compared(self.literal(token(-2)), by: symbol)
        }
        if token(1) == .word("between"), token(3) == .word("and") {
            guard case .number? = token(2), case .number? = token(4) else { return nil }
            return [token(2), token(4)].compactMap { $0 }
        }
        guard token(1) == .word("in") else { return nil }
        if let single = self.literal(token(2)) { return [single] }
        return self.listed(tokens[(index + 2)...])
    }

    /// The literals of a list or a range at the start of `tokens`.
    private static func listed(_ tokens: ArraySlice<ExpressionToken>) -> [ExpressionToken]? {
        guard let first = tokens.first, first == .symbol("(") || first == .symbol("[") else { return nil }
        var depth = 0
        var hasOrder = false
        var literals: [ExpressionToken] = []
        for token in tokens {
            switch token {
            case .symbol("("), .symbol("["): depth += 1
            case .symbol(")"), .symbol("]"): depth -= 1
            case .symbol(","), .symbol("="): break
            case .symbol(let symbol):
                hasOrder = true
                if symbol != "..", !self.comparisons.contains(symbol) { return nil }
            case .number, .text, .word("null"): literals.append(token)
            default: return nil
            }
            if depth == 0 { return hasOrder && literals.contains(where: \.isText) ? nil : literals }
        }
        return nil
    }

    /// Texts are compared for being the same; their order has no neighbours.
    private static func compared(_ literal: ExpressionToken?, by symbol: String) -> [ExpressionToken]? {
        guard let literal, !literal.isText || symbol == "=" || symbol == "!=" else { return nil }
        return [literal]
    }

    /// The numbers that each name is compared with, whatever else an expression does.
    static func numbers(in source: String) -> [String: Set<Number>] {
        let tokens = ExpressionToken.tokens(of: source)
        var numbers: [String: Set<Number>] = [:]
        for (index, token) in tokens.enumerated() {
            guard case .path(let path) = token else { continue }
            for case .number(let number) in self.literals(tokens, at: index) ?? [] {
                numbers[path, default: []].insert(number)
            }
        }
        return numbers
    }

    private static func literal(_ token: ExpressionToken?) -> ExpressionToken? {
        switch token {
        case .number, .text, .word("null"), .word("true"), .word("false"): token
        default: nil
        }
    }
}

extension ExpressionToken {
    /// Whether it is a text.
    fileprivate var isText: Bool {
        if case .text = self { return true }
        return false
    }
}
