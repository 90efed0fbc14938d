/// A cell as it stands in the XML.
struct RawCell {
    let type: String
    let style: Int
    var content = ""
    var hasFormula = false
    var hasValue = false
    var isReading = false

    init(type: String, style: Int) {
        self.type = type
        self.style = style
    }

    /// What it holds; `nil`: nothing.
    func value(_ shared: SheetPart.Shared) -> CellValue? {
        switch self.type {
        case "s":
            guard let index = Int(self.trimmed), shared.strings.indices.contains(index) else {
                return .unreadable("refers to a text that the file does not hold")
            }
            return Self.text(shared.strings[index])
        case "inlineStr", "str":
            // A formula that gives an empty text has a value; one that was never computed has none.
            if self.hasFormula, !self.hasValue { return Self.notComputed }
            return Self.text(EscapedText.decoded(self.content))
        default:
            break
        }
        if self.trimmed.isEmpty { return self.hasFormula ? Self.notComputed : nil }
        switch self.type {
        case "n":
            return self.number(shared)
        case "b":
            return ["1", "true"].contains(self.trimmed) ? .boolean(true) : .boolean(false)
        case "d":
            // An ISO 8601 date, which is what a text of that form is read as anyway.
            return .text(self.trimmed.hasSuffix("T00:00:00") ? String(self.trimmed.prefix(10)) : self.trimmed)
        case "e":
            return .unreadable("holds the error \(self.trimmed)")
        default:
            return .unreadable("is of a kind that is not known (\(self.type))")
        }
    }

    private static let notComputed = CellValue.unreadable(
        "holds a formula whose value was never computed; open the workbook in a spreadsheet program and save it"
    )

    private var trimmed: String {
        let bytes = self.content.utf8.drop { $0 <= 0x20 }
        return String(Substring(bytes.prefix(bytes.count - bytes.reversed().prefix { $0 <= 0x20 }.count)))
    }

    private static func text(_ text: String) -> CellValue? {
        text.isEmpty ? nil : .text(text)
    }

    private func number(_ shared: SheetPart.Shared) -> CellValue {
        guard let digits = SheetNumber.digits(self.trimmed) else { return .unreadable("holds no number") }
        switch shared.styles[self.style] {
        case .number: return .number(digits)
        case .percentage: return .percentage(digits)
        case .zeros(let count): return .number(digits, leastDigits: count)
        case .date:
            guard let date = SheetDate(serial: digits, since1904: shared.since1904) else {
                return .unreadable("is formatted as a date, and \(digits) is no day of the calendar")
            }
            return .date(date)
        }
    }
}
