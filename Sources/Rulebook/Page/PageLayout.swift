/// Lays out text for a terminal: lines of a width, wrapped at blanks.
struct PageLayout {
    /// The most characters of a line; only words that are longer go beyond it.
    let width: Int
    private(set) var lines: [String] = []

    init(width: Int) {
        self.width = max(40, width)
    }

    /// A title with a line below it.
    mutating func title(_ text: String, underline: Character) {
        self.blank()
        self.wrap(text, first: "", rest: "")
        let longest = self.lines.last?.count ?? 0
        self.lines.append(String(repeating: underline, count: min(self.width, longest)))
        self.blank()
    }

    /// An empty line, never two.
    mutating func blank() {
        if let last = self.lines.last, !last.isEmpty { self.lines.append("") }
    }

    /// A paragraph, indented; further lines hang.
    mutating func paragraph(_ text: String, indent: Int, hanging: Int = 0) {
        self.wrap(
            text,
            first: String(repeating: " ", count: indent),
            rest: String(repeating: " ", count: indent + hanging)
        )
    }

    /// A label and a text that stands beside it in a column of its own; nothing where there is no text.
    mutating func entry(_ label: String, _ text: String?, indent: Int, column: Int) {
        guard let text, !text.isEmpty else { return }
        let start = String(repeating: " ", count: indent) + label
        let padding = String(repeating: " ", count: max(1, column - start.count))
        self.wrap(text, first: start + padding, rest: String(repeating: " ", count: column))
    }

    private mutating func wrap(_ text: String, first: String, rest: String) {
        var line = first
        var isEmpty = true
        for word in text.split(whereSeparator: \.isWhitespace) {
            if !isEmpty, line.count + 1 + word.count > self.width {
                self.lines.append(line)
                line = rest
                isEmpty = true
            }
            line += isEmpty ? String(word) : " \(word)"
            isEmpty = false
        }
        if !isEmpty { self.lines.append(line) }
    }

    /// All lines.
    var text: String {
        let last = self.lines.lastIndex { !$0.isEmpty } ?? -1
        return self.lines[...last].map { $0 + "\n" }.joined()
    }
}
