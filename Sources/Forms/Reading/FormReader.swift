import Adjudication
import FEEL
import JSON
import Messages
public import Rulebook
public import Workbook

/// Reads filled forms: workbooks and comma-separated values.
public struct FormReader {
    private let shelf: RulebookShelf
    private var problems: [FormProblem] = []
    /// The program of rows that name none.
    private var program: String?

    /// Reads a form, and holds each of its applications against its program's rulebook.
    ///
    /// - Parameters:
    ///   - sheets: What the file holds; a sheet without a name is a file without sheets.
    ///   - program: The program of applications that name none, where the file does not say.
    ///   - shelf: The rulebooks.
    /// - Returns: The applications with all that is wrong with them, each with its cell.
    public static func read(_ sheets: [Sheet], program: String?, shelf: RulebookShelf) -> FilledForm {
        var reader = FormReader(shelf: shelf, program: program)
        return reader.read(sheets)
    }

    private init(shelf: RulebookShelf, program: String?) {
        self.shelf = shelf
        self.program = program
    }

    private mutating func read(_ sheets: [Sheet]) -> FilledForm {
        let about = sheets.first { $0.name.lowercased() == "about" }
        if let program = about.flatMap(Self.program) { self.program = program }
        let tables = self.tables(sheets)
        let known = self.knownColumns(tables.map(\.sheet))
        var builder = DraftBuilder()
        for (table, sheet) in tables {
            let reader = HeadReader(known: known, table: table)
            guard let head = reader.read(sheet, &self.problems) else { continue }
            if head.columns["application"] == nil {
                let place = sheet.name.isEmpty ? "row \(head.row)" : "\(sheet.name), row \(head.row)"
                self.problems.append(FormProblem("the head has no column “application”", at: place))
                continue
            }
            builder.take(sheet, head: head, table: table)
        }
        self.problems += builder.problems
        let applications = builder.drafts.map(self.finish)
        if applications.isEmpty, self.problems.isEmpty {
            self.problems.append(FormProblem("there is no application in it", at: ""))
        }
        return FilledForm(applications: applications, problems: self.problems)
    }

    /// The sheets that hold a form's tables, in the order in which they build on each other.
    private mutating func tables(_ sheets: [Sheet]) -> [(table: FormTable?, sheet: Sheet)] {
        if sheets.count == 1, let sheet = sheets.first, sheet.name.isEmpty { return [(nil, sheet)] }
        var found: [FormTable: Sheet] = [:]
        for sheet in sheets where !FormTable.explaining.contains(sheet.name) && !sheet.name.hasPrefix("_") {
            let table = FormTable.allCases.first { $0.rawValue.lowercased() == sheet.name.lowercased() }
            if let table {
                found[table] = sheet
            } else if !sheet.rows.isEmpty {
                let names = FormTable.allCases.map(\.rawValue).joined(separator: ", ")
                self.problems.append(
                    FormProblem(
                        "is no sheet of the form, which has \(names); begin its name with _ to keep notes on it",
                        at: "sheet “\(sheet.name)”"
                    )
                )
            }
        }
        for table in [FormTable.applications, .measures] where found[table] == nil {
            self.problems.append(FormProblem("the sheet is missing", at: table.rawValue))
        }
        return FormTable.allCases.compactMap { table in found[table].map { (table, $0) } }
    }

    /// The program that the workbook was made for.
    private static func program(_ about: Sheet) -> String? {
        for row in about.rows {
            let texts = row.cells.prefix(2).compactMap { try? CellText.text($0.value) }
            if texts.count == 2, texts[0].lowercased() == "program" { return texts[1] }
        }
        return nil
    }

    /// The columns that the programs of the form have, in all their editions.
    private func knownColumns(_ sheets: [Sheet]) -> [String: [FormColumn]] {
        var programs = Set([self.program].compactMap { $0 })
        for sheet in sheets {
            let head = sheet.rows.first?.cells
                .first { cell in
                    guard case .text(let text) = cell.value else { return false }
                    return CellText.trimmed(text).lowercased() == "program"
                }
            guard let column = head?.address.column else { continue }
            for cell in sheet.rows.dropFirst().flatMap(\.cells) where cell.address.column == column {
                if let text = try? CellText.text(cell.value) { programs.insert(text) }
            }
        }
        var editions = programs.sorted().flatMap { self.shelf.editions(of: $0) }
        if editions.isEmpty { editions = self.shelf.programs.flatMap { self.shelf.editions(of: $0) } }
        var known: [String: [FormColumn]] = [:]
        for edition in editions {
            for column in FormColumns(edition).flat { known[column.name, default: []].append(column) }
        }
        return known
    }

    /// The application of a draft, read by its edition's facts and taken in on trial.
    private func finish(_ started: FormDraft) -> FilledForm.Application {
        var draft = started
        func text(_ name: String) -> String? { (draft.entry[name]?.value).flatMap { try? CellText.text($0) } }
        if draft.entry["program"] == nil, let program {
            let row = draft.entry.row
            _ = draft.entry.take("program", FormEntry.Field(value: .text(program), row: row, head: draft.entry.head))
        }
        let program = text("program") ?? ""
        let day = (draft.entry["submitted_on"]?.value).flatMap { try? CellReader.read($0, as: .date) }
        var rulebook = self.shelf.editions(of: program).last
        if case .text(let date) = day, let date = CalendarDate(date) {
            rulebook = self.shelf.edition(of: program, on: date) ?? rulebook
        }
        let written = DraftWriter(draft, rulebook: rulebook).write()
        draft = written.draft
        var problems = draft.problems
        let document = try? JSONDocument(parsing: written.bytes)
        if let document {
            if case .rejected(let rejection, _) = ApplicationReader.admit(document.root, shelf: self.shelf) {
                for error in rejection.errors where !written.toldPaths.contains(error.path) {
                    problems.append(FormProblem(error.problem, at: draft.place(error.path)))
                }
            }
        } else {
            problems.append(FormProblem("the application is too large", at: draft.entry.place()))
        }
        return FilledForm.Application(
            id: text("application"),
            place: draft.entry.place(),
            document: problems.isEmpty ? document : nil,
            problems: problems
        )
    }
}
