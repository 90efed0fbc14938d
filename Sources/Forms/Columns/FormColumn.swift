import Rulebook

/// One column of a form: a field of an application, by a name that is its path without places in lists.
///
/// `customer.email` is the customer's; `line.cost`, `unit.seer` and `document.kind` are those of the row's line, unit and
/// document, as rulebooks name them too. `application` and `line.id` tie rows together.
struct FormColumn: Sendable {
    /// What stands in its cells.
    enum Content: Sendable {
        /// The application's id.
        case application
        /// The application's revision.
        case revision
        /// The program's id.
        case program
        /// The day of submission.
        case submittedOn
        /// In a file without sheets: which unit of the line the row is about.
        case unitNumber
        /// A fact.
        case fact(FactDeclaration)
        /// A part of an address.
        case addressPart(FactDeclaration, String)
        /// A part of a document.
        case document(String)
    }

    /// Its name.
    let name: String
    /// The table that it belongs to.
    let table: FormTable
    /// What stands in its cells.
    let content: Content

    /// What its values are counted in, such as `Btu/h`.
    var unit: String? {
        if case .fact(let fact) = self.content { fact.unit } else { nil }
    }

    /// Its head: its name, and what its values are counted in.
    var header: String { self.unit.map { "\(self.name) (\($0))" } ?? self.name }

    /// Whether no row can do without it.
    var isRequired: Bool {
        switch self.name {
        case "application", "revision", "submitted_on", "customer.id", "site.id", "line.id", "line.measure": true
        default: false
        }
    }
}
