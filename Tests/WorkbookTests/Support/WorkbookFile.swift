/// A workbook put together from pieces of XML.
struct WorkbookFile {
    /// The rows of the first sheet, as XML.
    var rows = ""
    var sharedStrings: String?
    /// `<xf>` elements; the first is style 0.
    var formats = #"<xf numFmtId="0"/>"#
    var numberFormats = ""
    var properties = ""
    var sheetTarget = "worksheets/sheet1.xml"
    var sheetPart = "xl/worksheets/sheet1.xml"
    /// Parts that stand in place of those made here; an empty one is left out.
    var replaced: [String: String] = [:]

    static let head = #"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#
    private static let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

    /// A workbook with one sheet, `Sheet1`, of these rows.
    init(rows: String = "") {
        self.rows = rows
    }

    /// A workbook with one row of these cells.
    init(cells: String) {
        self.rows = "<row r=\"1\">\(cells)</row>"
    }

    var parts: [(name: String, content: String)] {
        let main = #"<?xml version="1.0"?><w:workbook xmlns:w="x" xmlns:r="y"><w:workbookPr "#
        let made = [
            (
                "_rels/.rels",
                #"<Relationships><Relationship Id="a" Type="\#(Self.relations)/officeDocument" Target="/xl/workbook.xml"/>"#
                    + "</Relationships>"
            ),
            (
                "xl/workbook.xml",
                main + self.properties
                    + #"/><w:sheets><w:sheet name="Sheet1" sheetId="1" r:id="b"/></w:sheets></w:workbook>"#
            ),
            (
                "xl/_rels/workbook.xml.rels",
                #"<Relationships><Relationship Id="b" Type="\#(Self.relations)/worksheet" Target="\#(self.sheetTarget)"/>"#
                    + #"<Relationship Id="c" Type="\#(Self.relations)/sharedStrings" Target="sharedStrings.xml"/>"#
                    + #"<Relationship Id="d" Type="\#(Self.relations)/styles" Target="styles.xml"/></Relationships>"#
            ),
            (
                "xl/styles.xml",
                Self.head + "<styleSheet><numFmts>\(self.numberFormats)</numFmts><cellStyleXfs><xf numFmtId=\"14\"/>"
                    + "</cellStyleXfs><cellXfs>\(self.formats)</cellXfs></styleSheet>"
            ),
            ("xl/sharedStrings.xml", self.sharedStrings.map { Self.head + "<sst>\($0)</sst>" } ?? ""),
            (self.sheetPart, Self.head + "<worksheet><sheetData>\(self.rows)</sheetData></worksheet>"),
        ]
        return made.map { ($0.0, self.replaced[$0.0] ?? $0.1) }.filter { !$0.1.isEmpty }
    }

    var bytes: [UInt8] { StoredArchive(self.parts).bytes }
}
