extension String {
    /// The text in one line that no terminal or page is misled by: controls, marks that turn the direction of writing,
    /// and breaks become blanks.
    ///
    /// What is shown was written by others.
    public var harmless: String { Self.cleaned(self, keepsLines: false) }

    /// The same with its line breaks.
    public var harmlessLines: String { Self.cleaned(self, keepsLines: true) }

    private static func cleaned(_ text: String, keepsLines: Bool) -> String {
        var scalars = String.UnicodeScalarView()
        var previous: Unicode.Scalar?
        for scalar in text.unicodeScalars {
            defer { previous = scalar }
            switch scalar.properties.generalCategory {
            case .control where keepsLines && scalar == "\n":
                // A pair of carriage return and line feed is one break.
                if previous == "\r", scalars.last == "\n" { continue }
                scalars.append("\n")
            case .control where keepsLines && scalar == "\r": scalars.append("\n")
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: scalars.append(" ")
            default: scalars.append(scalar)
            }
        }
        return String(scalars)
    }
}
