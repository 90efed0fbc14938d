import Foundation
import JSON
import Rulebook
import Testing
import Workbook

@testable import Forms

@Suite("Forms that go out and come back")
struct RoundTripTests {
    private func template(_ program: String) throws -> FormTemplate {
        FormTemplate(try #require(Cases.shelf.editions(of: program).last))
    }

    /// The template's workbook, read as any other.
    private func workbook(_ template: FormTemplate) throws -> [Sheet] {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).xlsx")
        defer { try? FileManager.default.removeItem(at: file) }
        try template.write(to: file.path)
        return try WorkbookReader.read(Array(try Data(contentsOf: file)))
    }

    private func canonicalBytes(_ value: JSONValue) -> String {
        String(decoding: canonical(value), as: UTF8.self)
    }

    @Test(arguments: Cases.programs)
    func everyCaseComesBackFromAWorkbook(program: String) throws {
        let applications = try Cases.applications(program)
        #expect(applications.count > 5)
        let sheets = FilledSheets(applications).sheets(try self.workbook(try self.template(program)))
        let form = FormReader.read(sheets, program: nil, shelf: Cases.shelf)
        #expect(form.allProblems.isEmpty, "\(form.allProblems.prefix(5))")
        #expect(form.applications.count == applications.count)
        for (read, sent) in zip(form.applications, applications) {
            let document = try #require(read.document)
            #expect(self.canonicalBytes(document.root) == self.canonicalBytes(sent))
        }
    }

    @Test(arguments: Cases.programs)
    func everyCaseComesBackFromCommaSeparatedValues(program: String) throws {
        let template = try CSVReader.read(Array(try self.template(program).commaSeparated.utf8))
        let head = try #require(template.rows.first)
        let applications = try Cases.applications(program)
        let rows = FilledSheets.below(head, applications.flatMap(FilledSheets.flat))
        // Written out and read again, as everything in such a file is text.
        let text = ([head] + rows).map(self.line).joined()
        let form = FormReader.read([try CSVReader.read(Array(text.utf8))], program: nil, shelf: Cases.shelf)
        #expect(form.allProblems.isEmpty, "\(form.allProblems.prefix(5))")
        #expect(form.applications.count == applications.count)
        for (read, sent) in zip(form.applications, applications) {
            let document = try #require(read.document)
            #expect(self.canonicalBytes(document.root) == self.canonicalBytes(sent))
        }
    }

    private func line(_ row: Sheet.Row) -> String {
        var fields = [String](repeating: "", count: row.cells.last?.address.column ?? 0)
        for cell in row.cells {
            switch cell.value {
            case .text(let text): fields[cell.address.column - 1] = text
            case .number(let digits, _): fields[cell.address.column - 1] = digits
            case .boolean(let truth): fields[cell.address.column - 1] = truth ? "yes" : "no"
            case .date, .percentage, .unreadable: break
            }
        }
        return CSVWriter.line(fields)
    }

    @Test(arguments: Cases.programs)
    func anEmptyFormHoldsNoApplication(program: String) throws {
        let template = try self.template(program)
        let workbook = FormReader.read(try self.workbook(template), program: nil, shelf: Cases.shelf)
        #expect(workbook.allProblems.map(\.description) == ["there is no application in it"])
        let sheet = try CSVReader.read(Array(template.commaSeparated.utf8))
        let flat = FormReader.read([sheet], program: program, shelf: Cases.shelf)
        #expect(flat.allProblems.map(\.description) == ["there is no application in it"])
    }

    @Test(arguments: Cases.programs)
    func everyFactIsExplained(program: String) throws {
        let template = try self.template(program)
        let facts = try #require(try self.workbook(template).first { $0.name == "Facts" })
        let rows = facts.rows.dropFirst().map { row in row.cells.map { (try? CellText.text($0.value)) ?? "" } }
        let names = Set(rows.compactMap(\.first))
        for column in template.columns.flat where column.name != "unit" { #expect(names.contains(column.name)) }
        #expect(rows.allSatisfy { $0.count > 4 })
    }

    @Test(arguments: Cases.programs)
    func theSkeletonNamesEveryFactAndKnowsNone(program: String) throws {
        let template = try self.template(program)
        let skeleton = try JSONDocument(parsing: template.skeleton.bytes).root
        #expect(skeleton["program"]?.string == program)
        for fact in template.rulebook.facts.unit.facts {
            let value = skeleton["measures"]?.elements.first { _ in true }?["units"]?.elements.first { _ in true }?[
                fact.name
            ]
            #expect(value?.isNull == true)
        }
        for fact in template.rulebook.facts.site.facts { #expect(skeleton["site"]?[fact.name]?.isNull == true) }
    }
}
