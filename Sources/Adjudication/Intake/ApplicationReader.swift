import FEEL
public import JSON
import Messages
public import Rulebook

/// Reads an application against the contract and its program's facts, and tells every problem at once.
///
/// Source: the contract, section "Application".
public struct ApplicationReader {
    /// What an application may have at its top.
    private enum Field: Int {
        case application, revision, program, submittedOn, customer, site, installer, project, measures, documents

        static let names = JSONNames([
            "application", "revision", "program", "submitted_on", "customer", "site", "installer", "project",
            "measures", "documents",
        ])
    }

    private let data: JSONValue
    private let shelf: RulebookShelf
    /// What the application has, by the fields' order.
    private let parts: [JSONValue?]
    private var problems = ProblemList()

    /// Reads `data` against the editions on `shelf`.
    public static func admit(_ data: JSONValue, shelf: RulebookShelf) -> Admission {
        guard data.kind == .object else {
            let problem = Problem(path: "", problem: "an application must be a JSON object")
            return .rejected(Rejection(application: nil, errors: [problem]), program: Names.nobody)
        }
        var reader = ApplicationReader(data: data, shelf: shelf)
        return reader.read()
    }

    private init(data: JSONValue, shelf: RulebookShelf) {
        self.data = data
        self.shelf = shelf
        var parts = [JSONValue?](repeating: nil, count: Field.documents.rawValue + 1)
        var problems = ProblemList()
        data.forEachMember { key, value in
            if let place = key.place(in: Field.names) {
                parts[place] = value
            } else {
                problems.add(key.string, "is no field of an application")
            }
        }
        self.parts = parts
        self.problems = problems
    }

    private subscript(field: Field) -> JSONValue? { self.parts[field.rawValue] }

    private mutating func read() -> Admission {
        let id = Identifiers.read(self[.application], path: "application", problems: &self.problems)
        let revision = self.revision()
        let program = self.program()
        let submittedOn = self.submittedOn()
        guard let program else {
            self.readWithoutProgram()
            return self.rejection(program: Names.nobody)
        }
        var edition = submittedOn.flatMap { self.shelf.edition(of: program, on: $0) }
        if let submittedOn, edition == nil {
            self.problems.add("submitted_on", self.outOfForce(program, submittedOn))
        }
        // With no edition in force the facts are still checked, against the newest, so that all problems are told.
        let facts = edition ?? self.shelf.editions(of: program).last
        guard let rulebook = facts else { return self.rejection(program: program) }
        let sections = self.sections(rulebook)
        let keys = self.keys()
        self.checkDwellingUnit()
        let lines = LineReader(rulebook: rulebook).read(self[.measures], problems: &self.problems)
        let documents = DocumentReader.read(
            self[.documents],
            isRead: rulebook.readsDocuments,
            problems: &self.problems
        )
        if !self.problems.isEmpty { edition = nil }
        guard let edition, let id, let revision, let submittedOn, let keys else {
            return self.rejection(program: program)
        }
        let own = Context(
            shape: CommonFacts.applicationShape,
            values: [.text(id), .number(Number(revision)), .date(submittedOn)]
        )
        return .admitted(
            Application(
                key: ApplicationKey(program: program, application: id),
                revision: revision,
                submittedOn: submittedOn,
                rulebook: edition,
                customerID: keys.customer,
                siteID: keys.site,
                dwellingUnit: self.dwellingUnit(rulebook, sections.site),
                shared: sections.shared(own: own, documents: documents),
                lines: lines
            )
        )
    }

    private func rejection(program: String) -> Admission {
        let errors = self.problems.problems
        return .rejected(Rejection(application: self[.application]?.string, errors: errors), program: program)
    }

    private mutating func revision() -> Int? {
        let value = self[.revision]
        if let value, let number = try? NumberReader.number(value), number.isInteger, let revision = number.wholeInt,
            revision >= 1, revision <= Int(Int32.max)
        {
            return revision
        }
        self.problems.add("revision", value?.isNull ?? true ? "is required" : "must be a whole number from 1")
        return nil
    }

    private mutating func program() -> String? {
        guard let value = self[.program], !value.isNull else {
            self.problems.add("program", "is required")
            return nil
        }
        if let program = value.string, !self.shelf.editions(of: program).isEmpty { return program }
        let known = self.shelf.programs.joined(separator: ", ")
        self.problems.add("program", value.string == nil ? "must be text" : "is no known program; known are \(known)")
        return nil
    }

    private mutating func submittedOn() -> CalendarDate? {
        guard let value = self[.submittedOn], !value.isNull else {
            self.problems.add("submitted_on", "is required")
            return nil
        }
        if let date = FactReader.date(value) { return date }
        self.problems.add("submitted_on", "must be a date of the calendar, YYYY-MM-DD")
        return nil
    }

    private func outOfForce(_ program: String, _ date: CalendarDate) -> String {
        let editions = self.shelf.editions(of: program)
        let spans = editions.map {
            "\($0.edition): \($0.from.map { "from \($0)" } ?? "")\($0.until.map { " until \($0)" } ?? "")"
        }
        return "no edition of \(program) is in force on \(date); there is \(spans.joined(separator: "; "))"
    }

    private mutating func sections(_ rulebook: Rulebook) -> Sections {
        func section(_ home: FactHome, _ field: Field) -> Value {
            SectionReader(home, rulebook.facts).read(self[field], problems: &self.problems)
        }
        return Sections(
            customer: section(.customer, .customer),
            site: section(.site, .site),
            installer: section(.installer, .installer),
            project: section(.project, .project)
        )
    }

    /// Of a program that is not known, only what every application has is looked at.
    private mutating func readWithoutProgram() {
        for (home, field) in [("customer", Field.customer), ("site", Field.site)] {
            if let value = self[field], !value.isNull, value.kind != .object {
                self.problems.add(home, "must be an object")
            } else if let id = self[field]?["id"], !id.isNull, id.kind != .string {
                self.problems.add("\(home).id", "must be text")
            }
        }
        _ = self.keys()
        LineReader.checkShape(self[.measures], problems: &self.problems)
        _ = DocumentReader.read(self[.documents], isRead: false, problems: &self.problems)
    }

    private mutating func keys() -> (customer: String, site: String)? {
        let customer = self.key("customer", .customer)
        let site = self.key("site", .site)
        guard let customer, let site else { return nil }
        return (customer, site)
    }

    private mutating func key(_ home: String, _ field: Field) -> String? {
        let object = self[field]
        if let object, !object.isNull, object.kind != .object { return nil }
        guard let value = object?["id"], !value.isNull else {
            self.problems.add("\(home).id", "is required")
            return nil
        }
        // An id of another kind than text is told by the reader of the home's facts.
        guard let text = value.string else { return nil }
        if text.isPlain, (1...64).contains(text.utf8.count) { return text }
        let scalars = text.unicodeScalars
        if scalars.contains(where: { $0.properties.generalCategory == .control }) {
            self.problems.add("\(home).id", "must have no control characters")
        } else if scalars.count <= 64, !scalars.allSatisfy(\.properties.isWhitespace) {
            return text
        } else {
            self.problems.add("\(home).id", "must be 1 to 64 characters, not blank")
        }
        return nil
    }

    /// A dwelling unit is part of a limit's key, like the ids.
    private mutating func checkDwellingUnit() {
        guard let unit = self[.site]?["dwelling_unit"]?.string, !unit.isPlain else { return }
        if unit.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) {
            self.problems.add("site.dwelling_unit", "must have no control characters")
        }
    }

    private func dwellingUnit(_ rulebook: Rulebook, _ site: Value) -> String {
        guard let index = rulebook.facts.site.index(of: "dwelling_unit") else { return "1" }
        return site.context?.values[index].text ?? "1"
    }
}

/// The facts that an application has once.
private struct Sections {
    let customer: Value
    let site: Value
    let installer: Value
    let project: Value

    /// The values of the slots that all expressions share, in their order.
    func shared(own: Context, documents: Value) -> [Value] {
        [.context(own), self.customer, self.site, self.installer, self.project, documents]
    }
}

extension String {
    /// Whether it has printable characters of ASCII alone and no spaces: then nothing in it needs a closer look.
    fileprivate var isPlain: Bool { self.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F } }
}
