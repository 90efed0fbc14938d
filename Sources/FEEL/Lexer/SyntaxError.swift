/// Why a source is no expression, and where.
struct SyntaxError: Error {
    let message: String
    let span: Span
    /// Whether the source uses what this implementation knowingly lacks.
    let isUnsupported: Bool

    init(_ message: String, _ span: Span, isUnsupported: Bool = false) {
        self.message = message
        self.span = span
        self.isUnsupported = isUnsupported
    }
}
