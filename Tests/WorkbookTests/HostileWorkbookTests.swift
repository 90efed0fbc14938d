import Testing

@testable import Workbook

@Suite("Workbooks that mean harm, or are broken")
struct HostileWorkbookTests {
    private func problem(_ bytes: [UInt8], limits: WorkbookLimits = .standard) -> String {
        do throws(WorkbookError) {
            _ = try WorkbookReader.read(bytes, limits: limits)
            return "none"
        } catch {
            return error.description
        }
    }

    @Test(arguments: [
        (Array("hello, is anybody there?".utf8), "is no workbook"), ([], "is no workbook"),
        ([0x50, 0x4B, 0x03, 0x04, 0, 0], "is no workbook"),
        ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "old .xls file, or locked with a password"),
    ])
    func otherFilesAreNoWorkbooks(bytes: [UInt8], words: String) {
        #expect(self.problem(bytes).contains(words))
    }

    @Test(arguments: ["_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet1.xml"])
    func aPartThatIsMissingIsNamed(part: String) {
        var file = WorkbookFile(cells: "")
        file.replaced[part] = ""
        #expect(self.problem(file.bytes).hasPrefix("\(part): is missing"))
    }

    @Test(arguments: [
        #"<!DOCTYPE a [<!ENTITY b "ha">]><worksheet>&b;</worksheet>"#,
        #"<?xml version="1.0"?> <!-- x --> <!DOCTYPE a SYSTEM "file:///etc/passwd"><worksheet/>"#,
        #"<?pi?><!ENTITY b "ha"><worksheet/>"#,
    ])
    func documentTypesAreRefused(xml: String) {
        var file = WorkbookFile()
        file.replaced["xl/worksheets/sheet1.xml"] = xml
        #expect(self.problem(file.bytes).contains("has a document type"))
    }

    @Test(arguments: [
        ("", "is missing"), ("hello", "is not XML"), ("<worksheet>", "not well-formed"), ("<a></b>", "not well-formed"),
        ("<?xml", "not well-formed"), ("<!-- ", "not well-formed"), ("<a>&nbsp;</a>", "not well-formed"),
        (#"<?xml version="1.0" encoding="UTF-7"?><a/>"#, "not written in UTF-8"), ("\u{0}<a/>", "not written in UTF-8"),
        (String(repeating: "<a>", count: 150), "nested too deep"), ("<?pi?>", "is not XML"),
    ])
    func whatIsNoXMLIsNamed(xml: String, words: String) {
        var file = WorkbookFile()
        file.replaced["xl/worksheets/sheet1.xml"] = xml
        let problem = self.problem(file.bytes)
        #expect(problem.hasPrefix("xl/worksheets/sheet1.xml: "))
        #expect(problem.contains(words), "\(problem)")
    }

    @Test(arguments: [
        (#"<row r="2"/><row r="2"/>"#, "not in order"), (#"<row r="1048577"/>"#, "too many"),
        (#"<row r="99999999999999999999"/><row r="1"/>"#, "not in order"),
        (#"<row r="1"><c r="B1"/><c r="A1"/></row>"#, "not where it says"),
        (#"<row r="1"><c r="A2"/></row>"#, "not where it says"),
        (#"<row r="1"><c r="XFE1"/></row>"#, "not where it says"),
        (#"<row r="1"><c r="-1"/></row>"#, "not where it says"), (#"<row r="1"><c r="XFD1"/><c/></row>"#, "not where"),
    ])
    func impossiblePlacesAreRefused(rows: String, words: String) {
        #expect(self.problem(WorkbookFile(rows: rows).bytes).contains(words))
    }

    @Test func sizesAreBounded() {
        let cells = (1...20).map { #"<row r="\#($0)"><c r="A\#($0)" t="inlineStr"><is><t>abcdefgh</t></is></c></row>"# }
        let bytes = WorkbookFile(rows: cells.joined()).bytes
        #expect(self.problem(bytes) == "none")
        func limited(_ change: (inout WorkbookLimits) -> Void) -> String {
            var limits = WorkbookLimits.standard
            change(&limits)
            return self.problem(bytes, limits: limits)
        }
        #expect(limited { $0.fileBytes = 100 } == "the file has \(bytes.count) bytes; a workbook may have 100")
        #expect(limited { $0.partBytes = 600 }.contains("sheet1.xml: inflates to more than the 600 bytes"))
        #expect(limited { $0.totalBytes = 1500 }.contains("inflates to more than"))
        #expect(limited { $0.parts = 2 } == "the file has 5 parts; a workbook may have 2")
        #expect(limited { $0.sheets = 0 } == "the workbook has 1 sheets; it may have 0")
        #expect(limited { $0.cells = 19 } == "Sheet1!A20: the workbook has more than 19 cells")
        #expect(limited { $0.textBytes = 7 } == "Sheet1!A1: holds more than 7 bytes of text")
    }

    @Test func ofTwoPartsWithOneNameNeitherCounts() {
        let parts = WorkbookFile(cells: "<c r=\"A1\"><v>1</v></c>").parts
        let twice = parts + [("XL/worksheets/sheet1.xml", "<worksheet/>")]
        #expect(self.problem(StoredArchive(twice).bytes) == "xl/worksheets/sheet1.xml: stands twice in the file")
    }

    @Test(arguments: ["../../../etc/passwd", "/../etc/passwd", "file:///etc/passwd", "http://127.0.0.1/sheet.xml"])
    func namesLeadNowhereButIntoTheFile(target: String) {
        var file = WorkbookFile(cells: "")
        file.sheetTarget = target
        let problem = self.problem(file.bytes)
        #expect(problem.contains("does not say where") || problem.contains("is missing"), "\(problem)")
    }

    @Test func noDamagedFileDoesMoreThanFail() {
        var file = WorkbookFile(cells: #"<c r="A1" t="s" s="1"><v>0</v></c><c r="B1"><v>46083.5</v></c>"#)
        file.sharedStrings = "<si><t>text</t></si>"
        let sound = file.bytes
        var state: UInt64 = 42
        for _ in 0..<1500 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            var bytes = sound
            let place = Int(state >> 33) % bytes.count
            bytes[place] = UInt8(truncatingIfNeeded: state >> 20)
            if state & 0xF00 == 0 { bytes.removeLast(Int(state >> 40) % bytes.count) }
            _ = self.problem(bytes)
        }
    }
}
