import Foundation
import Testing

@testable import Workbook

@Suite("Writing a workbook")
struct WorkbookWriterTests {
    private let plan = SheetPlan(
        name: "Measures",
        columns: [
            ColumnPlan(header: "application", width: 20, format: .text, note: "A note\nof two lines", isRequired: true),
            ColumnPlan(header: "cost (dollars)", width: 12, format: .money),
            ColumnPlan(header: "completed_on", width: 12, format: .date),
            ColumnPlan(header: "source", width: 12, choices: ["air", "ground, with a comma"]),
            ColumnPlan(header: "_x0041_ <&> \"ü\"", width: 12, choices: (1...60).map { "choice number \($0)" }),
        ],
        rows: [["=1+1", "+1", "-1", "@SUM(A1)", "line\nbreak"], ["", "00123"]],
        frozenColumns: 1
    )

    private func written(_ plans: [SheetPlan]) throws -> [UInt8] {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).xlsx")
        defer { try? FileManager.default.removeItem(at: file) }
        try WorkbookWriter.write(plans, title: "A test", to: file.path)
        return Array(try Data(contentsOf: file))
    }

    @Test func whatIsWrittenIsRead() throws {
        let sheets = try WorkbookReader.read(try self.written([self.plan]))
        #expect(sheets.map(\.name) == ["Measures", "Choices"])
        #expect(sheets.first?["A1"] == .text("application"))
        #expect(sheets.first?["B1"] == .text("cost (dollars)"))
        #expect(sheets.first?["B3"] == .text("00123"))
        #expect(sheets.first?["E2"] == .text("line\nbreak"))
        #expect(sheets.last?["A3"] == .text("ground, with a comma"))
        #expect(sheets.last?["B61"] == .text("choice number 60"))
    }

    @Test func whatLooksLikeAFormulaIsText() throws {
        let sheet = try WorkbookReader.read(try self.written([self.plan])).first
        #expect(sheet?["A2"] == .text("=1+1"))
        #expect(sheet?["B2"] == .text("+1"))
        #expect(sheet?["C2"] == .text("-1"))
        #expect(sheet?["D2"] == .text("@SUM(A1)"))
    }

    @Test func theSameSheetsGiveTheSameBytes() throws {
        let first = try self.written([self.plan])
        let second = try self.written([self.plan])
        #expect(first == second)
    }

    @Test func aSheetWithoutChoicesNeedsNoListOfThem() throws {
        let plan = SheetPlan(name: "A", columns: [ColumnPlan(header: "a", width: 10)])
        #expect(try WorkbookReader.read(try self.written([plan])).map(\.name) == ["A"])
    }

    @Test func whatCanNotBeWrittenIsTold() {
        #expect(throws: WorkbookError.self) {
            try WorkbookWriter.write([self.plan], title: "", to: "/nowhere/at/all.xlsx")
        }
        #expect(throws: WorkbookError.self) { _ = try self.written([self.plan, self.plan]) }
    }
}
