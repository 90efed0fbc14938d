import Desk
import Messages
import Rulebook
import Testing

struct TextTests {
    @Test(
        arguments: [
            ("plain ä 漢", "plain ä 漢"), ("\u{1B}[31mred", " [31mred"), ("a\tb\nc\r\nd", "a b c  d"),
            ("right\u{202E}left", "right left"), ("zero\u{200B}width", "zero width"), ("\u{9B}1m", " 1m"),
        ]
    )
    func `what others wrote can do nothing to a terminal`(text: String, shown: String) {
        #expect(text.harmless.unicodeScalars.elementsEqual(shown.unicodeScalars))
        #expect(TextSpan(text).text == text.harmless)
    }

    @Test
    func `line breaks stay where lines are wanted`() {
        #expect("a\r\nb\rc\u{1B}\nd".harmlessLines == "a\nb\nc \nd")
    }

    @Test(
        arguments: [
            ("site.kind", FactHome.site, nil, nil), ("measures[2].cost", .line, 2, nil),
            ("measures[0].units[1].seer", .unit, 0, 1), ("measures[0].units", .line, 0, nil),
        ] as [(String, FactHome, Int?, Int?)]
    )
    func `a fact's path is taken apart`(path: String, home: FactHome, line: Int?, unit: Int?) {
        let place = FactPlace(path)
        #expect(place?.home == home)
        #expect(place?.line == line)
        #expect(place?.unit == unit)
    }

    @Test(arguments: ["", "site", "nowhere.kind", "measures[x].cost", "line.cost"])
    func `what is no path of a fact is none`(path: String) {
        #expect(FactPlace(path) == nil)
    }

    @Test(
        arguments: [
            ("2026-03-01", DueDate.overdue(1)), ("2026-03-02", .today), ("2026-04-02", .ahead(31)), (nil, .none),
        ] as [(String?, DueDate)]
    )
    func `a due date is so far away`(date: String?, due: DueDate) {
        #expect(DueDate(date, today: "2026-03-02") == due)
    }

    @Test
    func `instants are read as they are written`() throws {
        let now = Instant(milliseconds: 1_772_442_904_000)
        #expect(Instant(now.description) == now)
        #expect(Instant("2026-02-30T00:00:00Z") == nil)
        #expect(Instant("yesterday") == nil)
    }

    @Test
    func `a page keeps to its width, whatever stands on it`() {
        var page = TextPage(width: 40)
        page.paragraph(String(repeating: "word ", count: 40))
        page.paragraph(String(repeating: "x", count: 300), indent: 4)
        page.entry("label", String(repeating: "value ", count: 40))
        page.entry("blank", " ")
        #expect(page.lines.allSatisfy { $0.width <= 40 })
        #expect(TextLine("abcdef").fitted(4).text == "abc…")
    }
}
