import Workbook

/// What stands in a cell, as text.
enum CellText {
    /// Why a cell has no text.
    struct Refusal: Error {
        let problem: String
    }

    /// Text without white space around it, which nobody means and nobody sees.
    static func trimmed(_ text: String) -> String {
        let scalars = Substring(text).unicodeScalars
        let rest = scalars.drop { $0.properties.isWhitespace }
        let count = rest.reversed().prefix { $0.properties.isWhitespace }.count
        return String(String.UnicodeScalarView(rest.dropLast(count)))
    }

    /// Whether the cell holds nothing but white space.
    static func isBlank(_ value: CellValue) -> Bool {
        if case .text(let text) = value { self.trimmed(text).isEmpty } else { false }
    }

    /// The cell's text; a number's digits as they are shown.
    static func text(_ value: CellValue) throws(Refusal) -> String {
        switch value {
        case .text(let text):
            return self.trimmed(text)
        case .number(let digits, let least):
            let whole = digits.utf8.prefix { $0 != UInt8(ascii: ".") }.count
            return String(repeating: "0", count: digits.hasPrefix("-") ? 0 : max(0, least - whole)) + digits
        case .date(let date):
            throw Refusal(
                problem: "is the date \(date), where a text is needed; format the cell as text and type it again"
            )
        case .percentage, .boolean:
            throw Refusal(problem: "must be text; format the cell as text and type it again")
        case .unreadable(let words):
            throw Refusal(problem: words)
        }
    }
}
