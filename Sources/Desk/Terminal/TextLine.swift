/// How a piece of text looks in a terminal.
public enum TextStyle: Sendable, Equatable {
    /// As text.
    case plain
    /// Stands out: headings, labels.
    case bold
    /// Stands back: sources, paths.
    case dim
    /// Says that something is well.
    case good
    /// Says that something needs attention.
    case warning
    /// Says that something is wrong.
    case bad
    /// What is selected.
    case selected
}

/// A piece of text in one style; made harmless.
public struct TextSpan: Sendable, Equatable {
    /// The text, without control characters.
    public let text: String
    /// How it looks.
    public let style: TextStyle

    /// A piece of text.
    public init(_ text: String, _ style: TextStyle = .plain) {
        self.text = text.harmless
        self.style = style
    }
}

/// A line for a terminal.
public struct TextLine: Sendable, Equatable {
    /// Its pieces, from the left.
    public var spans: [TextSpan]

    /// A line of pieces.
    public init(_ spans: [TextSpan] = []) {
        self.spans = spans
    }

    /// A line of one piece.
    public init(_ text: String, _ style: TextStyle = .plain) {
        self.spans = [TextSpan(text, style)]
    }

    /// The line without styles.
    public var text: String { self.spans.map(\.text).joined() }

    /// How many characters wide it is.
    public var width: Int { self.spans.reduce(0) { $0 + $1.text.count } }

    /// The line cut to a width, with an ellipsis where something was cut.
    public func fitted(_ width: Int) -> TextLine {
        guard self.width > width, width > 0 else { return self }
        var rest = width - 1
        var spans: [TextSpan] = []
        for span in self.spans where rest > 0 {
            spans.append(TextSpan(String(span.text.prefix(rest)), span.style))
            rest -= min(rest, span.text.count)
        }
        spans.append(TextSpan("…", spans.last?.style ?? .plain))
        return TextLine(spans)
    }
}
