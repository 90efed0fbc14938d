import FEEL
import Rulebook
import Workbook

/// Turns a cell into the JSON that an application has in its place.
enum CellReader {
    /// A value as JSON.
    enum Output {
        /// A text.
        case text(String)
        /// A number or a truth value, written as it stands.
        case raw(String)
        /// A list of texts.
        case list([String])
    }

    /// Reads a cell as a value of `type`.
    ///
    /// Bounds are not looked at here: whoever takes the application in does so for every way of sending it.
    static func read(_ value: CellValue, as type: FactType) throws(CellText.Refusal) -> Output {
        if case .unreadable(let words) = value { throw CellText.Refusal(problem: words) }
        switch type {
        case .boolean: return .raw(try self.boolean(value))
        case .integer, .number: return .raw(try self.number(value))
        case .money: return try self.money(value)
        case .date: return .text(try self.date(value))
        case .text, .address: return .text(try CellText.text(value))
        case .oneOf(let choices): return .text(try self.choice(value, choices))
        }
    }

    /// Reads a cell with several texts, separated by semicolons or line breaks.
    static func list(_ value: CellValue) throws(CellText.Refusal) -> Output {
        let text = try CellText.text(value)
        return .list(
            text.split { $0 == ";" || $0.isNewline }.map { CellText.trimmed(String($0)) }.filter { !$0.isEmpty }
        )
    }

    private static func boolean(_ value: CellValue) throws(CellText.Refusal) -> String {
        switch value {
        case .boolean(let truth): return truth ? "true" : "false"
        case .text(let text):
            switch CellText.trimmed(text).lowercased() {
            case "yes", "true": return "true"
            case "no", "false": return "false"
            default: break
            }
        default: break
        }
        throw CellText.Refusal(problem: "must be yes or no")
    }

    private static func number(_ value: CellValue) throws(CellText.Refusal) -> String {
        switch value {
        case .number(let digits, _): return digits
        case .text(let text):
            if let digits = SheetNumber.exactDigits(CellText.trimmed(text)) { return digits }
            throw CellText.Refusal(problem: "must be a number, such as 36000 or 14.5, without commas or units")
        case .percentage(let digits):
            throw CellText.Refusal(
                problem: "is formatted as a percentage and holds \(digits); write 95 for 95 %, formatted as a number"
            )
        case .date(let date):
            throw CellText.Refusal(problem: "is the date \(date), where a number is needed")
        case .boolean, .unreadable:
            throw CellText.Refusal(problem: "must be a number")
        }
    }

    /// An amount as applications write it, where it is one; else as it stands, for the intake to refuse in its words.
    private static func money(_ value: CellValue) throws(CellText.Refusal) -> Output {
        let digits: String
        if case .text(let text) = value, let amount = self.grouped(CellText.trimmed(text)) {
            digits = amount
        } else {
            do {
                digits = try self.number(value)
            } catch {
                guard case .text = value else { throw error }
                throw CellText.Refusal(problem: "must be an amount of dollars, such as 1234.50")
            }
        }
        let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2, digits.utf8.allSatisfy({ $0 == UInt8(ascii: ".") || (48...57).contains($0) }) else {
            return .raw(digits)
        }
        let cents = parts.count == 2 ? String(parts[1]) : ""
        guard cents.count <= 2 else { return .raw(digits) }
        return .text(parts[0] + "." + cents + String(repeating: "0", count: 2 - cents.count))
    }

    /// `$14,200.00` as it is written in the United States; only with cents can it be nothing else.
    private static func grouped(_ text: String) -> String? {
        let amount = text.hasPrefix("$") ? CellText.trimmed(String(text.dropFirst())) : text
        guard amount.contains(",") else { return text.hasPrefix("$") ? SheetNumber.exactDigits(amount) : nil }
        let parts = amount.split(separator: ".", omittingEmptySubsequences: false)
        let groups = parts[0].split(separator: ",", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[1].count == 2, let first = groups.first, (1...3).contains(first.count),
            groups.dropFirst().allSatisfy({ $0.count == 3 })
        else { return nil }
        return SheetNumber.exactDigits(groups.joined() + "." + parts[1])
    }

    private static func date(_ value: CellValue) throws(CellText.Refusal) -> String {
        switch value {
        case .date(let date):
            if date.secondOfDay == 0 { return "\(date)" }
            throw CellText.Refusal(problem: "is a date with a time of day; a date alone is needed")
        case .text(let text):
            let text = CellText.trimmed(text)
            if text.utf8.count == 10, text.utf8.first != UInt8(ascii: "-"), CalendarDate(text) != nil { return text }
            let isOtherwise = text.contains("/") && text.allSatisfy { $0.isASCII && ($0.isNumber || $0 == "/") }
            throw CellText.Refusal(
                problem: isOtherwise
                    ? "must be a date such as 2026-03-02; \(text) may be read in more than one way"
                    : "must be a date of the calendar, such as 2026-03-02"
            )
        case .number(let digits, _):
            throw CellText.Refusal(problem: "is the number \(digits) and not a date; format the cell as a date")
        case .percentage, .boolean, .unreadable:
            throw CellText.Refusal(problem: "must be a date, such as 2026-03-02")
        }
    }

    /// A choice as the program spells it; what is none is left for the intake to refuse, which names them all.
    private static func choice(_ value: CellValue, _ choices: [String]) throws(CellText.Refusal) -> String {
        let text = try CellText.text(value)
        if choices.contains(text) { return text }
        return choices.first { $0.lowercased() == text.lowercased() } ?? text
    }
}
