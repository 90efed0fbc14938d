import Testing
import Workbook

@testable import Forms

@Suite("What is wrong with a form")
struct FormProblemTests {
    private func sheet(_ name: String, _ rows: [[String]]) -> Sheet {
        Sheet(
            name: name,
            rows: rows.enumerated()
                .compactMap { index, row in
                    let cells = row.enumerated().filter { !$0.element.isEmpty }
                        .map { Cell(CellAddress(row: index + 1, column: $0.offset + 1), .text($0.element)) }
                    return cells.isEmpty ? nil : Sheet.Row(number: index + 1, cells: cells)
                }
        )
    }

    private let about = [["program", "efficiency-works"]]
    private let applications = [
        ["application", "revision", "submitted_on", "customer.id", "site.id"],
        ["A-1", "1", "2026-03-02", "C-1", "S-1"],
    ]
    private let measures = [
        ["application", "line.id", "line.measure", "line.cost (dollars)"], ["A-1", "m1", "heat-pump", "9000.00"],
    ]
    private let units = [["application", "line.id", "unit.seer"], ["A-1", "m1", "16.5"]]

    private func problems(
        about: [[String]]? = nil,
        applications: [[String]]? = nil,
        measures: [[String]]? = nil,
        units: [[String]]? = nil,
        others: [Sheet] = []
    ) -> [String] {
        let sheets = [
            self.sheet("About", about ?? self.about), self.sheet("Applications", applications ?? self.applications),
            self.sheet("Measures", measures ?? self.measures), self.sheet("Units", units ?? self.units),
        ]
        return FormReader.read(sheets + others, program: nil, shelf: Cases.shelf).allProblems.map(\.description)
    }

    @Test func aSoundFormHasNone() {
        #expect(self.problems() == [])
        #expect(self.problems(others: [self.sheet("_notes", [["x"]]), self.sheet("Sheet9", [])]) == [])
    }

    @Test func aColumnThatIsNotOfTheFormIsNamedWithTheNearest() {
        let problems = self.problems(
            applications: [
                self.applications[0] + ["customer.emial", "email", "unit.seer", "customer.id"],
                self.applications[1] + ["", "", "", "", "x"],
            ],
            measures: [["application", "line.id", "line.measure", "line.cost (cents)", "tank"], self.measures[1]]
        )
        #expect(
            problems.prefix(6) == [
                "Applications!F1: “customer.emial” is no column of the form; did you mean “customer.email”?",
                "Applications!G1: “email” is no column of the form; did you mean “customer.email”?",
                "Applications!H1: “unit.seer” belongs on the sheet Units",
                "Applications!I1: the column “customer.id” stands twice",
                "Measures!D1: “line.cost” is counted in dollars, and not in cents",
                "Measures!E1: “tank” is no column of the form",
            ]
        )
        #expect(problems.contains("Applications!J2: stands in a column without a head"))
    }

    @Test func rowsMustBeTiedToEachOther() {
        let problems = self.problems(
            applications: self.applications + [["A-1", "2"], ["", "1"]],
            measures: self.measures + [["A-2", "m1", "furnace"], ["A-1", "m1", "furnace"], ["A-1", "", "furnace"]],
            units: self.units + [["A-1", "m9", "3"], ["A-1", "", "3"], ["A-7", "m1", "3"]]
        )
        #expect(
            Set(problems) == [
                "Applications!A3 (application): the application stands twice; first in Applications, row 2",
                "Applications!A4 (application): is required: the row has no id",
                "Measures!A3 (application): there is no application “A-2” on the sheet Applications",
                "Units!A5 (application): there is no application “A-7” on the sheet Applications",
                "Measures!B4 (line.id): stands twice: every line needs an id of its own",
                "Measures!B5 (line.id): is required",
                "Units!B3 (line.id): there is no line “m9” of this application on the sheet Measures",
                "Units!B4 (line.id): is required: the line of the unit",
            ]
        )
    }

    @Test func everyCellThatDoesNotFitIsNamed() {
        let problems = self.problems(
            applications: [self.applications[0], ["A-1", "one", "2026-02-30", "", "S-1"]],
            measures: [self.measures[0], ["A-1", "m 1", "heatpump", "-5"]],
            units: [self.units[0], ["A-1", "m 1", "sixteen"]]
        )
        #expect(
            problems.filter { !$0.contains("C2 (line.measure)") } == [
                "Applications!B2 (revision): must be a number, such as 36000 or 14.5, without commas or units",
                "Applications!C2 (submitted_on): must be a date of the calendar, such as 2026-03-02",
                "Units!C2 (unit.seer): must be a number, such as 36000 or 14.5, without commas or units",
                "Applications!D2 (customer.id): is required",
                "Measures!B2 (line.id): must be 1 to 64 characters of A-Z a-z 0-9 . _ -",
                "Measures!D2 (line.cost): must be an amount of dollars, not negative, with two decimals, such as \"1234.50\"",
            ]
        )
        #expect(problems.contains { $0.hasPrefix("Measures!C2 (line.measure): is no measure of efficiency-works") })
    }

    @Test func sheetsThatAreMissingOrStrangeAreNamed() {
        let sheets = [self.sheet("About", self.about), self.sheet("Unit", [["application"]])]
        let problems = FormReader.read(sheets, program: nil, shelf: Cases.shelf).allProblems.map(\.description)
        #expect(
            problems == [
                """
                sheet “Unit”: is no sheet of the form, which has Applications, Measures, Units, Documents; begin its name \
                with _ to keep notes on it
                """,
                "Applications: the sheet is missing", "Measures: the sheet is missing",
            ]
        )
    }

    @Test func aFormMustSayForWhichProgramItIs() {
        #expect(
            self.problems(about: []) == [
                """
                Applications, row 2, program: is required
                """
            ]
        )
        #expect(self.problems(about: [["program", "heat-wave"]]).first?.contains("is no known program") == true)
    }
}
