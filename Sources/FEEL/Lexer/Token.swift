/// A stretch of the source, in UTF-8 offsets.
struct Span: Sendable, Equatable {
    var start: Int
    var end: Int

    func through(_ other: Span) -> Span { Span(start: self.start, end: max(self.end, other.end)) }
}

/// What the lexer cuts the source into.
struct Token {
    enum Kind: Equatable {
        case name(String)
        case number(Number)
        case text(String)
        case symbol(Symbol)
        /// A character that means nothing by itself, but may stand in a name.
        case other(String)
        case end
    }

    let kind: Kind
    let span: Span

    /// The token as it would stand in a name.
    var namePart: String {
        switch self.kind {
        case .name(let text), .other(let text): text
        case .number(let number): number.description
        case .symbol(let symbol): symbol.rawValue
        case .text, .end: ""
        }
    }
}

/// Operators and punctuation.
enum Symbol: String {
    case plus = "+"
    case minus = "-"
    case times = "*"
    case divide = "/"
    case power = "**"
    case equal = "="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case leftParenthesis = "("
    case rightParenthesis = ")"
    case leftBracket = "["
    case rightBracket = "]"
    case leftBrace = "{"
    case rightBrace = "}"
    case comma = ","
    case colon = ":"
    case dot = "."
    case dots = ".."
    case arrow = "->"
    case at = "@"
}
