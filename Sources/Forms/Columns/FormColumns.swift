import FEEL
import Rulebook

/// The columns of a program's form.
struct FormColumns {
    private let facts: FactCatalog

    init(_ rulebook: Rulebook) {
        self.facts = rulebook.facts
    }

    /// The columns of one sheet, with those that tie its rows to others.
    func columns(of table: FormTable) -> [FormColumn] {
        let application = FormColumn(name: "application", table: .applications, content: .application)
        switch table {
        case .applications: return [application] + self.ownColumns
        case .measures: return [application] + self.columns(.line, .measures)
        case .units:
            // The line's id ties a unit to its line.
            let line = self.columns(.line, .measures).filter { $0.name == "line.id" }
            return [application] + line + self.columns(.unit, .units)
        case .documents: return [application] + Self.documentColumns
        }
    }

    /// The columns of a file without sheets.
    var flat: [FormColumn] {
        let number = FormColumn(name: "unit", table: .units, content: .unitNumber)
        return self.columns(of: .applications) + self.columns(.line, .measures) + [number]
            + self.columns(.unit, .units) + Self.documentColumns
    }

    private var ownColumns: [FormColumn] {
        [
            FormColumn(name: "revision", table: .applications, content: .revision),
            FormColumn(name: "program", table: .applications, content: .program),
            FormColumn(name: "submitted_on", table: .applications, content: .submittedOn),
        ] + [FactHome.customer, .site, .installer, .project].flatMap { self.columns($0, .applications) }
    }

    private static var documentColumns: [FormColumn] {
        CommonFacts.documentShape.fields.map { field in
            FormColumn(name: "document.\(field.name)", table: .documents, content: .document(field.name))
        }
    }

    private func columns(_ home: FactHome, _ table: FormTable) -> [FormColumn] {
        self.facts[home].facts
            .flatMap { fact in
                let name = "\(home.rawValue).\(fact.name)"
                guard fact.type == .address else {
                    return [FormColumn(name: name, table: table, content: .fact(fact))]
                }
                return CommonFacts.addressShape.fields.map { part in
                    FormColumn(name: "\(name).\(part.name)", table: table, content: .addressPart(fact, part.name))
                }
            }
    }
}
