import FEEL

extension CompiledExpression {
    private static let perUnit = "every unit in units satisfies ("

    /// Whether loading asked it of every unit.
    var isAskedOfUnits: Bool {
        self.source.hasPrefix(Self.perUnit) && self.source.hasSuffix("\n)")
    }

    /// The expression as the rulebook's author wrote it, without the quantifier that loading put around it.
    var authored: String {
        guard self.isAskedOfUnits else { return self.source }
        return String(self.source.dropFirst(Self.perUnit.count).dropLast(2))
    }

    /// The same in one line.
    var oneLine: String {
        self.authored.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
