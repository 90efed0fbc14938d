/// One fault of a rulebook's file.
public struct RulebookDiagnostic: Sendable, Hashable, CustomStringConvertible {
    /// How grave it is.
    public enum Severity: String, Sendable {
        /// The rulebook can't be used.
        case error
        /// It can, but someone should look.
        case warning
        /// It can; something that is allowed, and worth knowing.
        case note
    }

    /// How grave it is.
    public let severity: Severity
    /// The file's name.
    public let file: String
    /// The line, from 1; 0 where the fault has no place.
    public let line: Int
    /// The column, from 1.
    public let column: Int
    /// The rule, measure or limit that it concerns.
    public let rule: String?
    /// What is wrong and what to do.
    public let message: String
    /// The source line with a caret, where there is one.
    public let excerpt: String

    /// `file:line:column: error: EW-HP-1: message`, with the source line below.
    public var description: String {
        let place = self.line > 0 ? "\(self.file):\(self.line):\(self.column)" : self.file
        let concern = self.rule.map { "\($0): " } ?? ""
        return "\(place): \(self.severity.rawValue): \(concern)\(self.message)"
            + (self.excerpt.isEmpty ? "" : "\n\(self.excerpt)")
    }
}
