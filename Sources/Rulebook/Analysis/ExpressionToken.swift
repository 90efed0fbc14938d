import FEEL

/// A piece of an expression, as far as the analysis has to tell them apart.
enum ExpressionToken: Equatable {
    /// A name with a point in it, such as `unit.seer`.
    case path(String)
    /// Any other name or keyword.
    case word(String)
    case number(Number)
    case text(String)
    case symbol(String)

    /// Cuts an expression that is known to compile; what it can't tell becomes a symbol that nobody expects.
    static func tokens(of source: String) -> [ExpressionToken] {
        var scanner = Scanner(rest: source[...])
        var tokens: [ExpressionToken] = []
        while let token = scanner.next(after: tokens.last) { tokens.append(token) }
        return tokens
    }

    /// Whether a minus after this is a sign.
    fileprivate var precedesSign: Bool {
        switch self {
        case .symbol(let symbol): symbol != ")" && symbol != "]"
        case .word: true
        case .path, .number, .text: false
        }
    }

    private struct Scanner {
        var rest: Substring

        mutating func next(after last: ExpressionToken?) -> ExpressionToken? {
            self.rest = self.rest.drop { $0.isWhitespace }
            guard let first = self.rest.first else { return nil }
            if first == "\"" { return self.text() }
            if Self.isDigit(first) { return self.number(sign: "") }
            if first == "-", last?.precedesSign ?? true, let digit = self.rest.dropFirst().first, Self.isDigit(digit) {
                self.rest = self.rest.dropFirst()
                return self.number(sign: "-")
            }
            if first.isLetter || first == "_" { return self.name() }
            for symbol in ["!=", "<=", ">=", "..", "**", "->"] where self.rest.hasPrefix(symbol) {
                self.rest = self.rest.dropFirst(2)
                return .symbol(symbol)
            }
            self.rest = self.rest.dropFirst()
            return .symbol(String(first))
        }

        private static func isDigit(_ character: Character) -> Bool { character.isASCII && character.isNumber }

        private mutating func take(while predicate: (Character) -> Bool) -> String {
            let taken = self.rest.prefix(while: predicate)
            self.rest = self.rest[taken.endIndex...]
            return String(taken)
        }

        private mutating func number(sign: String) -> ExpressionToken {
            var digits = sign + self.take(while: Self.isDigit)
            if self.rest.first == ".", let next = self.rest.dropFirst().first, Self.isDigit(next) {
                self.rest = self.rest.dropFirst()
                digits += "." + self.take(while: Self.isDigit)
            }
            return Number(digits).map { .number($0) } ?? .symbol(digits)
        }

        private mutating func name() -> ExpressionToken {
            func part() -> String { self.take { $0.isLetter || $0.isNumber || $0 == "_" } }
            var name = part()
            var isPath = false
            while self.rest.first == ".", let next = self.rest.dropFirst().first, next.isLetter || next == "_" {
                self.rest = self.rest.dropFirst()
                name += "." + part()
                isPath = true
            }
            return isPath ? .path(name) : .word(name)
        }

        private mutating func text() -> ExpressionToken {
            self.rest = self.rest.dropFirst()
            let text = self.take { $0 != "\"" && $0 != "\\" }
            guard self.rest.first == "\"" else {
                // Escapes are not worth following.
                self.rest = ""
                return .symbol("\\")
            }
            self.rest = self.rest.dropFirst()
            return .text(text)
        }
    }
}
