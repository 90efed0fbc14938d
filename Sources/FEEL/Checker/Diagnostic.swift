/// A fault in an expression, with its place.
public struct Diagnostic: Error, Sendable, Hashable {
    /// How grave it is.
    public enum Severity: Sendable, Hashable {
        /// The expression cannot be used.
        case error
        /// It can be used, yet is hardly meant so.
        case warning
    }

    /// How grave it is.
    public let severity: Severity
    /// What is wrong, in words.
    public let message: String
    /// The line within the source, from 1.
    public let line: Int
    /// The column within the line, in characters from 1.
    public let column: Int
    /// How many characters of the line it concerns, at least 1.
    public let length: Int
    /// Whether the source uses what this implementation knowingly lacks.
    public let isUnsupported: Bool

    init(_ severity: Severity, _ message: String, _ span: Span, in source: String, isUnsupported: Bool = false) {
        self.severity = severity
        self.message = message
        self.isUnsupported = isUnsupported
        let utf8 = Array(source.utf8)
        let start = min(max(0, span.start), utf8.count)
        let before = utf8[..<start]
        let lineStart = before.lastIndex(of: 10).map { $0 + 1 } ?? 0
        self.line = before.reduce(1) { $1 == 10 ? $0 + 1 : $0 }
        self.column = String(decoding: utf8[lineStart..<start], as: UTF8.self).count + 1
        let lineEnd = utf8[start...].firstIndex(of: 10) ?? utf8.count
        let end = min(max(start, span.end), lineEnd)
        self.length = max(1, String(decoding: utf8[start..<end], as: UTF8.self).count)
    }

    /// The message with its line and a caret below the place.
    ///
    /// - Parameter source: The expression that was compiled.
    public func rendered(source: String) -> String {
        self.rendered(source: source, as: self.severity == .error ? "error" : "warning")
    }

    func rendered(source: String, as kind: String) -> String {
        let lines = source.split(separator: "\n", omittingEmptySubsequences: false)
        let text = self.line <= lines.count ? String(lines[self.line - 1]) : ""
        let blanks = String(text.prefix(self.column - 1).map { $0 == "\t" ? "\t" : " " })
        let caret = "^" + String(repeating: "~", count: self.length - 1)
        return "\(self.line):\(self.column): \(kind): \(self.message)\n  \(text)\n  \(blanks)\(caret)"
    }
}
