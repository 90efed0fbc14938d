/// Cuts a source into tokens.
///
/// Names with spaces are put together by the parser, which knows the names in scope.
struct Lexer {
    private let bytes: [UInt8]
    private var index = 0
    private var tokens: [Token] = []

    /// The longest source that is read, in bytes.
    static let sizeLimit = 1 << 20

    private init(_ source: String) {
        self.bytes = Array(source.utf8)
        self.tokens.reserveCapacity(self.bytes.count / 3 + 2)
    }

    /// All the tokens of a source; the last is the end.
    static func tokens(of source: String) throws(SyntaxError) -> [Token] {
        guard source.utf8.count <= self.sizeLimit else {
            throw SyntaxError("the expression is longer than \(self.sizeLimit) bytes", Span(start: 0, end: 1))
        }
        var lexer = Lexer(source)
        while try lexer.next() {}
        let end = lexer.bytes.count
        lexer.tokens.append(Token(kind: .end, span: Span(start: end, end: end)))
        return lexer.tokens
    }

    private func peek(_ ahead: Int = 0) -> UInt8 {
        self.index + ahead < self.bytes.count ? self.bytes[self.index + ahead] : 0
    }

    private mutating func add(_ kind: Token.Kind, from start: Int) {
        self.tokens.append(Token(kind: kind, span: Span(start: start, end: self.index)))
    }

    /// Takes one token; `false` at the end.
    private mutating func next() throws(SyntaxError) -> Bool {
        try self.skipBlanks()
        guard self.index < self.bytes.count else { return false }
        let start = self.index
        let byte = self.bytes[start]
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): try self.number()
        case UInt8(ascii: ".") where Self.isDigit(self.peek(1)) && !self.followsDot: try self.number()
        case UInt8(ascii: "\""): try self.text()
        default:
            if let scalar = self.scalar(), Self.startsName(scalar.value) {
                self.name()
            } else if let symbol = self.symbol() {
                self.add(.symbol(symbol), from: start)
            } else if let scalar = self.scalar() {
                self.index += scalar.length
                self.add(.other(String(scalar.value)), from: start)
            } else {
                throw SyntaxError("this is not UTF-8", Span(start: start, end: start + 1))
            }
        }
        return true
    }

    /// Whether the last token was the first dot of `..`, so that `1...5` stays an error and `1..5` a range.
    private var followsDot: Bool {
        self.index > 0 && self.bytes[self.index - 1] == UInt8(ascii: ".")
    }

    private mutating func skipBlanks() throws(SyntaxError) {
        while self.index < self.bytes.count {
            let byte = self.bytes[self.index]
            if byte == UInt8(ascii: "/"), self.peek(1) == UInt8(ascii: "/") {
                while self.index < self.bytes.count, self.bytes[self.index] != 10, self.bytes[self.index] != 13 {
                    self.index += 1
                }
            } else if byte == UInt8(ascii: "/"), self.peek(1) == UInt8(ascii: "*") {
                let start = self.index
                self.index += 2
                while self.peek() != UInt8(ascii: "*") || self.peek(1) != UInt8(ascii: "/") {
                    guard self.index < self.bytes.count else {
                        throw SyntaxError("this comment has no end", Span(start: start, end: start + 2))
                    }
                    self.index += 1
                }
                self.index += 2
            } else if byte == 32 || (9...13).contains(byte) {
                self.index += 1
            } else if let scalar = self.scalar(), byte >= 0x80, Self.isBlank(scalar.value) {
                self.index += scalar.length
            } else {
                return
            }
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }

    private mutating func number() throws(SyntaxError) {
        let start = self.index
        while Self.isDigit(self.peek()) { self.index += 1 }
        if self.peek() == UInt8(ascii: "."), Self.isDigit(self.peek(1)) {
            self.index += 1
            while Self.isDigit(self.peek()) { self.index += 1 }
        }
        if self.peek() | 0x20 == UInt8(ascii: "e") {
            let signed = self.peek(1) == UInt8(ascii: "+") || self.peek(1) == UInt8(ascii: "-")
            if Self.isDigit(self.peek(signed ? 2 : 1)) {
                self.index += signed ? 2 : 1
                while Self.isDigit(self.peek()) { self.index += 1 }
            }
        }
        guard let number = Number(utf8: self.bytes[start..<self.index]) else {
            throw SyntaxError("this number is too large", Span(start: start, end: self.index))
        }
        self.add(.number(number), from: start)
    }

    private mutating func name() {
        let start = self.index
        while let scalar = self.scalar(), Self.continuesName(scalar.value) { self.index += scalar.length }
        self.add(.name(String(decoding: self.bytes[start..<self.index], as: UTF8.self)), from: start)
    }

    private mutating func text() throws(SyntaxError) {
        let start = self.index
        self.index += 1
        while self.index < self.bytes.count, self.bytes[self.index] != UInt8(ascii: "\"") {
            self.index += self.bytes[self.index] == UInt8(ascii: "\\") ? 2 : 1
        }
        guard self.index < self.bytes.count else {
            throw SyntaxError("this string has no closing quote", Span(start: start, end: start + 1))
        }
        let raw = self.bytes[(start + 1)..<self.index]
        self.index += 1
        self.add(.text(StringEscapes.resolve(raw)), from: start)
    }

    private mutating func symbol() -> Symbol? {
        let symbol: Symbol? =
            switch (self.peek(), self.peek(1)) {
            case (UInt8(ascii: "*"), UInt8(ascii: "*")): .power
            case (UInt8(ascii: "!"), UInt8(ascii: "=")): .notEqual
            case (UInt8(ascii: "<"), UInt8(ascii: "=")): .lessOrEqual
            case (UInt8(ascii: ">"), UInt8(ascii: "=")): .greaterOrEqual
            case (UInt8(ascii: "."), UInt8(ascii: ".")): .dots
            case (UInt8(ascii: "-"), UInt8(ascii: ">")): .arrow
            default: nil
            }
        if let symbol {
            self.index += 2
            return symbol
        }
        let single = Self.single(self.peek())
        if single != nil { self.index += 1 }
        return single
    }

    private static func single(_ byte: UInt8) -> Symbol? {
        switch byte {
        case UInt8(ascii: "+"): .plus
        case UInt8(ascii: "-"): .minus
        case UInt8(ascii: "*"): .times
        case UInt8(ascii: "/"): .divide
        case UInt8(ascii: "="): .equal
        case UInt8(ascii: "<"): .less
        case UInt8(ascii: ">"): .greater
        case UInt8(ascii: "("): .leftParenthesis
        case UInt8(ascii: ")"): .rightParenthesis
        case UInt8(ascii: "["): .leftBracket
        case UInt8(ascii: "]"): .rightBracket
        case UInt8(ascii: "{"): .leftBrace
        case UInt8(ascii: "}"): .rightBrace
        case UInt8(ascii: ","): .comma
        case UInt8(ascii: ":"): .colon
        case UInt8(ascii: "."): .dot
        case UInt8(ascii: "@"): .at
        default: nil
        }
    }

    /// The character at the index, or `nil` at the end.
    private func scalar() -> (value: Unicode.Scalar, length: Int)? {
        let first = self.peek()
        guard self.index < self.bytes.count else { return nil }
        if first < 0x80 { return (Unicode.Scalar(first), 1) }
        let length = first >= 0xF0 ? 4 : (first >= 0xE0 ? 3 : 2)
        let bytes = self.bytes[self.index..<min(self.index + length, self.bytes.count)]
        let text = String(decoding: bytes, as: UTF8.self)
        guard let scalar = text.unicodeScalars.first else { return nil }
        return (scalar, length)
    }
}
