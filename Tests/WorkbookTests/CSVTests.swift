import Testing

@testable import Workbook

@Suite("Comma-separated values")
struct CSVTests {
    private func rows(_ text: String) throws -> [[String]] {
        try CSVReader.read(Array(text.utf8)).rows
            .map { row in
                row.cells.compactMap { cell in
                    guard case .text(let text) = cell.value else { return nil }
                    return "\(cell.address)=\(text)"
                }
            }
    }

    @Test(arguments: [
        ("a,b\n1,2\n", [["A1=a", "B1=b"], ["A2=1", "B2=2"]]), ("a,b\r\n1,2", [["A1=a", "B1=b"], ["A2=1", "B2=2"]]),
        ("a\rb\r", [["A1=a"], ["A2=b"]]), ("\u{FEFF}a,b", [["A1=a", "B1=b"]]), ("", []), ("\n\n,,\n", []),
        ("a,,c", [["A1=a", "C1=c"]]), ("a,\n\nb", [["A1=a"], ["A3=b"]]), ("a;b;c,d", [["A1=a", "B1=b", "C1=c,d"]]),
        ("a\tb\n1,5\t2", [["A1=a", "B1=b"], ["A2=1,5", "B2=2"]]), ("x\n\"a,b\"\n", [["A1=x"], ["A2=a,b"]]),
        ("\"say \"\"hi\"\"\"", [["A1=say \"hi\""]]), ("\"\",x", [["B1=x"]]), (" a , b ", [["A1= a ", "B1= b "]]),
        ("x,\"a\nb\"\ny", [["A1=x", "B1=a\nb"], ["A2=y"]]), ("=1+1,@x", [["A1==1+1", "B1=@x"]]),
        ("'+1 555,'tis,'", [["A1=+1 555", "B1='tis", "C1='"]]),
        ("a\"b", [["A1=a\"b"]]),
    ])
    func fieldsAreReadAsTheyStand(text: String, rows: [[String]]) throws {
        #expect(try self.rows(text) == rows)
    }

    @Test func aRowKnowsItsLineWhereFieldsHaveLineBreaks() throws {
        let sheet = try CSVReader.read(Array("h\n\"a\nb\r\nc\"\nd\n".utf8))
        #expect(sheet.rows.map(\.number) == [1, 2, 3])
        #expect(sheet.rows.map(\.line) == [nil, nil, 5])
    }

    @Test(arguments: [
        ("a,b\n\"c", "line 2: a quoted field that begins here does not end"),
        ("a\n\"b\"c\n", "line 2: a quoted field goes on after its closing quote; quotes within one are doubled"),
        ("a\nb\u{0}\n", "line 2: is not text in UTF-8; save the file as “CSV UTF-8”"),
    ])
    func aFaultIsNamedWithItsLine(text: String, problem: String) {
        #expect(throws: WorkbookError.self) { try CSVReader.read(Array(text.utf8)) }
        do throws(WorkbookError) {
            _ = try CSVReader.read(Array(text.utf8))
        } catch {
            #expect(error.description == problem)
        }
    }

    @Test func otherEncodingsAreToldApart() {
        #expect(throws: WorkbookError.self) { try CSVReader.read([0x61, 0x0A, 0xE9, 0x2C, 0x62]) }
        #expect(throws: WorkbookError.self) { try CSVReader.read([0xFF, 0xFE, 0x61, 0x00]) }
    }

    @Test func aLargeFileIsRefusedInWords() {
        let problem = #expect(throws: WorkbookError.self) {
            try CSVReader.read([UInt8](repeating: 0x61, count: 50 << 20))
        }
        #expect(problem?.description == "the file has 52428800 bytes; 33554432 are allowed")
    }

    @Test(arguments: [
        (["a", "b c", ""], "a,b c,\r\n"), (["a,b", "c;d", "e\nf"], "\"a,b\",\"c;d\",\"e\nf\"\r\n"),
        (["say \"hi\""], "\"say \"\"hi\"\"\"\r\n"), (["=1+1", "+1", "-1", "@x", "a=b"], "'=1+1,'+1,'-1,'@x,a=b\r\n"),
    ])
    func whatIsWrittenIsNoFormula(fields: [String], line: String) {
        #expect(CSVWriter.line(fields) == line)
    }
}
