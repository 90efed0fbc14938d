/// Collects the faults of one file while it is read.
final class DiagnosticSink {
    private(set) var diagnostics: [RulebookDiagnostic] = []
    /// The rule, measure or limit that is being read.
    var concern: String?
    let file: String
    private let lines: [Substring]

    init(file: String, text: String) {
        self.file = file
        self.lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    }

    var hasErrors: Bool { self.diagnostics.contains { $0.severity == .error } }

    func report(_ message: String, at place: SourcePlace?, severity: RulebookDiagnostic.Severity = .error) {
        var excerpt = ""
        if let place, self.lines.indices.contains(place.line - 1) {
            let source = self.lines[place.line - 1]
            let caret = String(repeating: " ", count: max(0, min(place.column - 1, source.count))) + "^"
            excerpt = "    \(source)\n    \(caret)"
        }
        self.diagnostics.append(
            RulebookDiagnostic(
                severity: severity,
                file: self.file,
                line: place?.line ?? 0,
                column: place?.column ?? 0,
                rule: self.concern,
                message: message,
                excerpt: excerpt
            )
        )
    }

    /// How far the text of `line` is indented: where a block scalar's content starts.
    func indentation(of line: Int) -> Int {
        guard self.lines.indices.contains(line - 1) else { return 0 }
        return self.lines[line - 1].prefix { $0 == " " }.count
    }

    func concerning<R>(_ id: String, _ body: () -> R) -> R {
        let outer = self.concern
        self.concern = id
        defer { self.concern = outer }
        return body()
    }
}

/// A place in a file: line and column from 1.
struct SourcePlace {
    var line: Int
    var column: Int
}
