/// Lays out styled text: lines of a width, wrapped at blanks.
public struct TextPage: Sendable {
    /// The most characters of a line.
    public let width: Int
    /// The lines so far.
    public private(set) var lines: [TextLine] = []

    /// An empty page.
    public init(width: Int) {
        self.width = max(24, width)
    }

    /// A line over a part, with a blank line before it.
    public mutating func heading(_ text: String) {
        self.blank()
        self.wrap([TextSpan(text, .bold)], indent: 0, hanging: 0)
    }

    /// An empty line, never two.
    public mutating func blank() {
        if let last = self.lines.last, !last.spans.isEmpty { self.lines.append(TextLine()) }
    }

    /// A paragraph.
    public mutating func paragraph(_ text: String, _ style: TextStyle = .plain, indent: Int = 0, hanging: Int = 0) {
        for line in text.harmlessLines.split(separator: "\n", omittingEmptySubsequences: false) {
            self.wrap([TextSpan(String(line), style)], indent: indent, hanging: hanging)
        }
    }

    /// A paragraph of pieces in different styles.
    public mutating func paragraph(_ spans: [TextSpan], indent: Int = 0, hanging: Int = 0) {
        self.wrap(spans, indent: indent, hanging: hanging)
    }

    /// A label and a text beside it in a column of its own; nothing where there is no text.
    public mutating func entry(_ label: String, _ text: String?, _ style: TextStyle = .plain, column: Int = 12) {
        guard let text, !text.isEmpty else { return }
        let padding = String(repeating: " ", count: max(1, column - label.count))
        let before = self.lines.count
        self.wrap([TextSpan(text, style)], indent: column, hanging: 0)
        guard before < self.lines.count else { return }
        let first = self.lines[before].spans.dropFirst()
        self.lines[before] = TextLine([TextSpan(label + padding, .dim)] + first)
    }

    /// Lines as they are.
    public mutating func add(_ lines: [TextLine]) { self.lines += lines }

    private mutating func wrap(_ spans: [TextSpan], indent: Int, hanging: Int) {
        let first = String(repeating: " ", count: indent)
        let rest = String(repeating: " ", count: indent + hanging)
        var line = TextLine(first)
        var isEmpty = true
        for span in spans {
            for word in span.text.split(separator: " ") {
                for part in self.parts(of: word, width: max(8, self.width - rest.count)) {
                    if !isEmpty, line.width + 1 + part.count > self.width {
                        self.lines.append(line)
                        line = TextLine(rest)
                        isEmpty = true
                    }
                    line.spans.append(TextSpan(isEmpty ? String(part) : " \(part)", span.style))
                    isEmpty = false
                }
            }
        }
        self.lines.append(isEmpty ? TextLine() : line)
    }

    /// A word that is longer than a line is cut.
    private func parts(of word: Substring, width: Int) -> [Substring] {
        guard word.count > width else { return [word] }
        var parts: [Substring] = []
        var rest = word
        while !rest.isEmpty {
            parts.append(rest.prefix(width))
            rest = rest.dropFirst(width)
        }
        return parts
    }
}
