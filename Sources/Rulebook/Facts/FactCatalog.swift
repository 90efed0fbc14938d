public import FEEL
public import JSON

/// All facts of a program, common ones included, laid out for expressions.
public struct FactCatalog: Sendable {
    /// The facts of one home, in the order of its shape's fields.
    public final class Section: Sendable {
        /// Its facts; the index of a fact is the index of its field in `shape`.
        public let facts: [FactDeclaration]
        /// The layout that expressions are compiled against.
        public let shape: Shape
        /// Their names, for looking up members of an application.
        public let names: JSONNames
        /// What is taken where an application states none; `nil`: it is then unknown.
        public let defaults: [Value?]
        private let indexes: [String: Int]

        init(home: FactHome, facts: [FactDeclaration]) {
            self.facts = facts
            self.shape = Shape(
                name: home.rawValue,
                fields: facts.map { ($0.name, $0.type.valueType) },
                units: Dictionary(facts.compactMap { fact in fact.unit.map { (fact.name, $0) } }) { first, _ in first },
                alwaysKnown: Set(facts.filter { $0.defaultValue != nil }.map(\.name))
            )
            self.names = JSONNames(facts.map(\.name))
            self.defaults = facts.map(\.defaultValue)
            self.indexes = Dictionary(uniqueKeysWithValues: facts.enumerated().map { ($1.name, $0) })
        }

        /// The place of the fact called `name`, `nil` if it is not declared.
        public func index(of name: String) -> Int? {
            self.indexes[name]
        }
    }

    /// The applicant's facts.
    public let customer: Section
    /// The building's facts.
    public let site: Section
    /// The installer's facts.
    public let installer: Section
    /// The project's facts.
    public let project: Section
    /// The facts of a measure line.
    public let line: Section
    /// The facts of a unit.
    public let unit: Section

    /// Lays out common facts first, then `declared`; a declared fact of a common name refines it.
    public init(declared: [FactDeclaration]) {
        func section(_ home: FactHome) -> Section {
            let own = declared.filter { $0.home == home }
            let names = Set(own.map(\.name))
            let common = CommonFacts.declarations.filter { $0.home == home && !names.contains($0.name) }
            return Section(home: home, facts: common + own)
        }
        self.customer = section(.customer)
        self.site = section(.site)
        self.installer = section(.installer)
        self.project = section(.project)
        self.line = section(.line)
        self.unit = section(.unit)
    }

    /// The facts that stand at `home`.
    public subscript(home: FactHome) -> Section {
        switch home {
        case .customer: self.customer
        case .site: self.site
        case .installer: self.installer
        case .project: self.project
        case .line: self.line
        case .unit: self.unit
        }
    }
}
