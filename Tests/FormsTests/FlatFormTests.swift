import JSON
import Testing
import Workbook

@testable import Forms

@Suite("Forms without sheets")
struct FlatFormTests {
    private func read(_ text: String) throws -> FilledForm {
        let sheet = try CSVReader.read(Array(text.utf8))
        return FormReader.read([sheet], program: "efficiency-works", shelf: Cases.shelf)
    }

    private static let head =
        "application,revision,submitted_on,customer.id,site.id,line.id,line.measure,unit,unit.model,unit.seer,document.kind\n"

    @Test func oneRowHoldsOneOfEach() throws {
        let form = try self.read(Self.head + "A-1,1,2026-03-02,C-1,S-1,m1,heat-pump,,HP-3,16.5,invoice\n")
        #expect(form.allProblems.isEmpty)
        let data = try #require(form.applications.first?.document).root
        let line = try #require(data["measures"]?.elements.map { $0 }.first)
        #expect(line["id"]?.string == "m1")
        #expect(line["units"]?.elements.map { $0["model"]?.string } == ["HP-3"])
        #expect(data["program"]?.string == "efficiency-works")
        #expect(data["documents"]?.elements.map { $0["kind"]?.string } == ["invoice"])
    }

    @Test func furtherRowsAddUnitsLinesAndDocuments() throws {
        let form = try self.read(
            Self.head + """
                A-1,1,2026-03-02,C-1,S-1,m1,heat-pump,1,HP-3,16.5,
                A-1,,,,,m1,,2,,,
                A-1,1,2026-03-02,C-1,S-1,m1,heat-pump,,HP-4,17,
                A-1,,,,,m2,smart-thermostat,,,,
                A-1,,,,,,,,,,invoice
                A-1,,,,,m1,,1,,,
                """
        )
        #expect(form.allProblems.isEmpty, "\(form.allProblems)")
        let lines = try #require(form.applications.first?.document?.root["measures"]?.elements.map { $0 })
        #expect(lines.map { $0["id"]?.string } == ["m1", "m2"])
        #expect(lines.first?["units"]?.count == 3)
        #expect(lines.last?["units"] == nil)
        #expect(form.applications.first?.document?.root["documents"]?.count == 1)
    }

    @Test func rowsThatDisagreeAreTold() throws {
        let form = try self.read(
            Self.head
                + "A-1,1,2026-03-02,C-1,S-1,m1,heat-pump,1,HP-3,16.5,\nA-1,,,C-2,,m1,furnace,1,HP-4,,\nA-1,,,,,,,3,,,\n"
        )
        #expect(
            form.allProblems.map(\.description) == [
                "row 3, customer.id: differs from what stands in row 2, customer.id",
                "row 3, line.measure: differs from what stands in row 2, line.measure",
                "row 3, unit.model: differs from what stands in row 2, unit.model",
                "row 4, line.id: the row has a unit, and no line.id",
            ]
        )
    }

    @Test func aRowBehindALineBreakIsFoundByBoth() throws {
        let form = try self.read(
            "application,revision,submitted_on,customer.id,site.id,line.id,line.measure,document.name\n"
                + "A-1,1,2026-03-02,C-1,S-1,m1,heat-pump,\"a\nb\"\nA-2,x,2026-03-02,C-1,S-1,m1,heat-pump,\n"
        )
        #expect(form.allProblems.first?.place == "row 3 (line 4), revision")
    }

    @Test func blankHeadsAndRowsAreNothing() throws {
        let form = try self.read(
            "application,revision,,submitted_on,customer.id,site.id,line.id,line.measure\n,,,,,,,\n"
                + "A-1,1,,2026-03-02,C-1,S-1,m1,heat-pump\n , ,, , , , , \n"
        )
        #expect(form.allProblems.isEmpty, "\(form.allProblems)")
        #expect(form.applications.count == 1)
    }
}
