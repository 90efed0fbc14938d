import Rulebook
import Testing
import Workbook

@testable import Forms

@Suite("Cells as values of facts")
struct CellReaderTests {
    private func json(_ value: CellValue, _ type: FactType) -> String {
        do throws(CellText.Refusal) {
            switch try CellReader.read(value, as: type) {
            case .text(let text): return "\"\(text)\""
            case .raw(let json): return json
            case .list(let texts): return "\(texts)"
            }
        } catch {
            return "! \(error.problem)"
        }
    }

    @Test(arguments: [
        (CellValue.boolean(true), FactType.boolean, "true"), (.text(" Yes "), .boolean, "true"),
        (.text("FALSE"), .boolean, "false"), (.text("no"), .boolean, "false"), (.number("36000"), .number, "36000"),
        (.text("14.50"), .number, "14.5"), (.text("-3"), .number, "-3"), (.number("14200"), .money, "\"14200.00\""),
        (.number("14200.5"), .money, "\"14200.50\""), (.text("$14,200.00"), .money, "\"14200.00\""),
        (.text("$ 350"), .money, "\"350.00\""), (.text("1,234,567.89"), .money, "\"1234567.89\""),
        (.text("2026-03-02"), .date, "\"2026-03-02\""), (.number("123"), .text, "\"123\""),
        (.text(" 00123 "), .text, "\"00123\""), (.number("2134", leastDigits: 5), .text, "\"02134\""),
        (.number("2b"), .text, "\"2b\""), (.text("Gas"), .oneOf(["gas", "electric"]), "\"gas\""),
        (.number("2"), .oneOf(["1", "2"]), "\"2\""),
        // Left as they are: the intake refuses them in its own words.
        (.text("steam"), .oneOf(["gas", "electric"]), "\"steam\""), (.number("-1"), .money, "-1"),
        (.number("1.005"), .money, "1.005"),
    ])
    func aCellIsReadByItsType(value: CellValue, type: FactType, json: String) {
        #expect(self.json(value, type) == json)
    }

    @Test(arguments: [
        (CellValue.text("maybe"), FactType.boolean, "must be yes or no"), (.number("1"), .boolean, "must be yes or no"),
        (.text("36,000"), .number, "without commas"), (.text("95%"), .number, "must be a number"),
        (.percentage("0.95"), .number, "formatted as a percentage and holds 0.95"),
        (.text("1e999999"), .number, "number"),
        (.text("14,20"), .money, "must be an amount of dollars"), (.text("14,200"), .money, "must be an amount"),
        (.text("12,34,567.00"), .money, "must be an amount"), (.text("3/2/2026"), .date, "more than one way"),
        (.text("2026-02-30"), .date, "date of the calendar"), (.text("soon"), .date, "date of the calendar"),
        (.number("46083"), .date, "is the number 46083 and not a date"), (.boolean(true), .text, "must be text"),
        (.unreadable("holds the error #REF!"), .text, "holds the error #REF!"),
        (.unreadable("holds the error #REF!"), .date, "holds the error #REF!"),
    ])
    func whatDoesNotFitIsRefusedInWords(value: CellValue, type: FactType, words: String) {
        let json = self.json(value, type)
        #expect(json.hasPrefix("! ") && json.contains(words), "\(json)")
    }

    @Test func severalTextsShareACell() throws {
        guard case .list(let texts) = try CellReader.list(.text(" A-1; B 2 ;;\nC;")) else {
            Issue.record("no list")
            return
        }
        #expect(texts == ["A-1", "B 2", "C"])
    }
}
