import Testing

@testable import Workbook

@Suite("Reading a workbook")
struct WorkbookReaderTests {
    private func cell(_ file: WorkbookFile, _ address: String = "A1") throws -> CellValue? {
        let sheets = try WorkbookReader.read(file.bytes)
        #expect(sheets.map(\.name) == ["Sheet1"])
        return sheets.first?[address]
    }

    @Test(arguments: [
        (#"<c r="A1"><v>7</v></c>"#, CellValue.number("7")),
        (#"<c r="A1" t="n"><v> 0.10000000000000001 </v></c>"#, .number("0.1")),
        (#"<c r="A1" t="b"><v>1</v></c>"#, .boolean(true)),
        (#"<c r="A1" t="b"><v>0</v></c>"#, .boolean(false)),
        (#"<c r="A1" t="str"><f>B1&amp;"x"</f><v>ax</v></c>"#, .text("ax")),
        (#"<c r="A1"><f>1+1</f><v>2</v></c>"#, .number("2")),
        (#"<c r="A1" t="inlineStr"><is><t xml:space="preserve"> a &lt;b&gt; </t></is></c>"#, .text(" a <b> ")),
        (#"<c r="A1" t="inlineStr"><is><t>_x0041__x000D_</t></is></c>"#, .text("A\r")),
        (#"<c r="A1" t="inlineStr"><is><t><![CDATA[=1+1]]></t></is></c>"#, .text("=1+1")),
        (#"<c r="A1" t="d"><v>2026-03-02T00:00:00</v></c>"#, .text("2026-03-02")),
        (#"<c r="A1" t="e"><v>#REF!</v></c>"#, .unreadable("holds the error #REF!")),
        (#"<c r="A1" t="zz"><v>1</v></c>"#, .unreadable("is of a kind that is not known (zz)")),
        (#"<c r="A1"><v>seven</v></c>"#, .unreadable("holds no number")),
    ])
    func aCellHoldsWhatItsTypeSays(xml: String, value: CellValue) throws {
        #expect(try self.cell(WorkbookFile(cells: xml)) == value)
    }

    @Test(arguments: [
        #"<c r="A1" s="0"/>"#, #"<c r="A1"><v></v></c>"#, #"<c r="A1" t="inlineStr"><is><t></t></is></c>"#,
        #"<c r="A1" t="str"><f>""</f><v></v></c>"#,
    ])
    func aBlankCellIsNotThere(xml: String) throws {
        #expect(try WorkbookReader.read(WorkbookFile(cells: xml).bytes).first?.rows.isEmpty == true)
    }

    @Test(arguments: [
        #"<c r="A1"><f>B1*2</f></c>"#, #"<c r="A1"><f>B1*2</f><v></v></c>"#, #"<c r="A1"><f>B1*2</f><v/></c>"#,
        #"<c r="A1" t="str"><f>B1*2</f></c>"#,
    ])
    func aFormulaWithoutAValueIsToldApart(xml: String) throws {
        guard case .unreadable(let words) = try self.cell(WorkbookFile(cells: xml)) else {
            Issue.record("it should have no value")
            return
        }
        #expect(words.contains("never computed"))
    }

    @Test func textsAreShared() throws {
        var file = WorkbookFile(
            cells: #"<c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>9</v></c>"#
        )
        file.sharedStrings = """
            <si><t>00123</t></si>
            <si><r><rPr><b/></rPr><t>rich </t></r><r><t>text</t></r><rPh sb="0" eb="1"><t>no</t></rPh></si>
            """
        #expect(try self.cell(file) == .text("00123"))
        #expect(try self.cell(file, "B1") == .text("rich text"))
        #expect(try self.cell(file, "C1") == .unreadable("refers to a text that the file does not hold"))
    }

    @Test func formatsMakeDatesOfNumbers() throws {
        var file = WorkbookFile(
            cells: #"<c r="A1" s="1"><v>46083</v></c><c r="B1" s="2"><v>2134</v></c><c r="C1" s="3"><v>60</v></c>"#
                + #"<c r="D1" s="99"><v>5</v></c>"#
        )
        file.numberFormats =
            #"<numFmt numFmtId="164" formatCode="yyyy\-mm\-dd"/><numFmt numFmtId="165" formatCode="00000"/>"#
        file.formats = #"<xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="14"/>"#
        guard case .date(let date) = try self.cell(file) else {
            Issue.record("A1 should be a date")
            return
        }
        #expect(date.description == "2026-03-02")
        #expect(try self.cell(file, "B1") == .number("2134", leastDigits: 5))
        #expect(try self.cell(file, "C1") == .unreadable("is formatted as a date, and 60 is no day of the calendar"))
        #expect(try self.cell(file, "D1") == .number("5"))
        file.properties = #"date1904="1""#
        guard case .date(let later) = try self.cell(file) else {
            Issue.record("A1 should be a date")
            return
        }
        #expect(later.description == "2030-03-03")
    }

    @Test func rowsAndCellsMayLeaveOutWhereTheyStand() throws {
        let rows = #"<row><c><v>1</v></c><c><v>2</v></c></row><row r="5"><c r="C5"><v>3</v></c></row>"#
        let sheet = try WorkbookReader.read(WorkbookFile(rows: rows).bytes).first
        #expect(sheet?["B1"] == .number("2"))
        #expect(sheet?["C5"] == .number("3"))
        #expect(sheet?.rows.map(\.number) == [1, 5])
    }

    @Test(arguments: ["worksheets/sheet1.xml", "/xl/worksheets/sheet1.xml", "../xl/./worksheets/Sheet1.xml"])
    func aSheetIsFoundWhereverTheFileSaysItIs(target: String) throws {
        var file = WorkbookFile(cells: "<c r=\"A1\"><v>1</v></c>")
        file.sheetTarget = target
        #expect(try self.cell(file) == .number("1"))
    }
}
