/// A field that a reviewer types into: text and a place in it.
public struct TextField: Sendable, Equatable {
    /// Its characters.
    public private(set) var characters: [Character] = []
    /// The place where the next character goes.
    public private(set) var cursor = 0
    /// Whether Return makes a new line.
    public let isMultiline: Bool
    /// The most characters that it takes.
    private static let limit = 10_000

    /// A field with a text, the cursor behind it.
    public init(_ text: String = "", isMultiline: Bool = false) {
        self.isMultiline = isMultiline
        self.set(text)
    }

    /// The text.
    public var text: String { String(self.characters) }

    /// Replaces the text.
    public mutating func set(_ text: String) {
        self.characters = Array((self.isMultiline ? text.harmlessLines : text.harmless).prefix(Self.limit))
        self.cursor = self.characters.count
    }

    /// Takes a key; `false` if the field has no use for it.
    public mutating func press(_ key: Key) -> Bool {
        switch key {
        case .character(let character): self.insert(character)
        case .enter where self.isMultiline: self.insert("\n")
        case .backspace where self.cursor > 0:
            self.cursor -= 1
            self.characters.remove(at: self.cursor)
        case .backspace: break
        case .delete where self.cursor < self.characters.count: self.characters.remove(at: self.cursor)
        case .left: self.cursor = max(0, self.cursor - 1)
        case .right: self.cursor = min(self.characters.count, self.cursor + 1)
        case .home: self.cursor = self.characters[..<self.cursor].lastIndex(of: "\n").map { $0 + 1 } ?? 0
        case .end: self.cursor = self.characters[self.cursor...].firstIndex(of: "\n") ?? self.characters.count
        case .up where self.isMultiline: self.move(by: -1)
        case .down where self.isMultiline: self.move(by: 1)
        case .control("u"):
            self.characters.removeAll()
            self.cursor = 0
        default: return false
        }
        return true
    }

    private mutating func insert(_ character: Character) {
        guard self.characters.count < Self.limit else { return }
        self.characters.insert(character, at: self.cursor)
        self.cursor += 1
    }

    /// Moves by lines, keeping the column where the line is long enough.
    private mutating func move(by lines: Int) {
        var starts = [0]
        for (index, character) in self.characters.enumerated() where character == "\n" { starts.append(index + 1) }
        let line = (starts.lastIndex { $0 <= self.cursor }) ?? 0
        let target = line + lines
        guard starts.indices.contains(target) else { return }
        let column = self.cursor - starts[line]
        let end = target + 1 < starts.count ? starts[target + 1] - 1 : self.characters.count
        self.cursor = min(starts[target] + column, end)
    }

    /// The field as lines of a width, with the cursor as a mark where the field is in use.
    func lines(width: Int, isActive: Bool) -> [TextLine] {
        var lines: [TextLine] = []
        var spans: [TextSpan] = []
        var used = 0
        func flush() {
            lines.append(TextLine(spans))
            spans = []
            used = 0
        }
        for (index, character) in (self.characters + [" "]).enumerated() {
            let isCursor = isActive && index == self.cursor
            if used >= width { flush() }
            if character == "\n" {
                if isCursor { spans.append(TextSpan(" ", .selected)) }
                flush()
            } else {
                spans.append(TextSpan(String(character), isCursor ? .selected : .plain))
                used += 1
            }
        }
        flush()
        return lines
    }
}
