import Messages

extension ApplicationStatus {
    /// The status as a person says it.
    var words: String { self.rawValue.replacing("_", with: " ") }
}

extension LineStatus {
    /// The status as a person says it.
    var words: String { self.rawValue.replacing("_", with: " ") }
}

extension Cents {
    /// The amount as a letter writes it: `$5,880.00`.
    var dollars: String {
        let text = self.description
        let digits = text.drop { $0 == "-" }.prefix { $0 != "." }
        var grouped = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3) { grouped += "," }
            grouped.append(digit)
        }
        return "\(text.hasPrefix("-") ? "-" : "")$\(grouped)\(text.suffix(3))"
    }
}

extension String {
    /// The text with what Markdown would take for marks made plain, in one line.
    var markdown: String {
        var text = ""
        for character in self {
            if "\\`*_<>[]|#~".contains(character) { text.append("\\") }
            text.append(character.isNewline ? " " : character)
        }
        return text
    }
}
