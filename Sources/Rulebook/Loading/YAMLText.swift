import Yams

/// A scalar of the file, with the place of its first character.
struct YAMLText {
    let text: String
    let place: SourcePlace
    /// Whether its lines are the file's lines, so that a place inside it can be told exactly.
    let isBlock: Bool

    init(_ scalar: Node.Scalar, sink: DiagnosticSink) {
        self.text = scalar.string
        let line = scalar.mark?.line ?? 0
        let column = scalar.mark?.column ?? 0
        switch scalar.style {
        case .literal, .folded:
            self.isBlock = true
            self.place = SourcePlace(line: line + 1, column: sink.indentation(of: line + 1) + 1)
        case .singleQuoted, .doubleQuoted:
            self.isBlock = false
            self.place = SourcePlace(line: line, column: column + 1)
        case .any, .plain:
            self.isBlock = false
            self.place = SourcePlace(line: line, column: column)
        }
    }

    /// The place in the file of line and column (from 1) of the text.
    func place(line: Int, column: Int) -> SourcePlace {
        if self.isBlock { return SourcePlace(line: self.place.line + line - 1, column: self.place.column + column - 1) }
        return SourcePlace(line: self.place.line, column: self.place.column + (line == 1 ? column - 1 : 0))
    }
}
