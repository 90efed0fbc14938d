extension String {
    /// The text with blanks behind it up to a width.
    func padding(to width: Int) -> String {
        self + String(repeating: " ", count: max(width - self.count, 0))
    }

    /// The text with blanks before it up to a width.
    func leading(to width: Int) -> String {
        String(repeating: " ", count: max(width - self.count, 0)) + self
    }

    /// The text in lines of a width, broken between words; a longer word has a line of its own.
    func wrapped(_ width: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in self.split(separator: " ") {
            if !line.isEmpty, line.count + 1 + word.count > width {
                lines.append(line)
                line = ""
            }
            line += line.isEmpty ? String(word) : " \(word)"
        }
        return lines + (line.isEmpty && !lines.isEmpty ? [] : [line])
    }
}
