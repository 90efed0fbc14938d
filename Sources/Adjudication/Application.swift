public import FEEL
public import Messages
public import Rulebook

/// An application that was read and found sound, bound to the edition that judges it.
///
/// An object, since every stage hands it on: a copy counts one reference.
public final class Application: Sendable {
    /// One line: a measure with its facts.
    final class Line: Sendable {
        let id: String
        let measure: Measure
        /// The line's facts; unknown ones carry their id.
        let facts: Value
        /// The list of its units' facts; unknown for a line without units.
        let units: Value
        /// Its place among the lines of the same measure, from 1, as expressions see it.
        let position: Value

        init(id: String, measure: Measure, facts: Value, units: Value, position: Int) {
            self.id = id
            self.measure = measure
            self.facts = facts
            self.units = units
            self.position = .context(Context(shape: PositionShape.shape, values: [.number(Number(position))]))
        }
    }

    /// Its identity.
    public let key: ApplicationKey
    /// Which revision of it.
    public let revision: Int
    /// The day by which its edition was chosen.
    public let submittedOn: CalendarDate
    /// The edition that judges it.
    public let rulebook: Rulebook
    /// The key of limits that hold for a customer.
    public let customerID: String
    /// The key of limits that hold for a home.
    public let siteID: String
    /// Which dwelling unit of the home it is.
    public let dwellingUnit: String
    /// The key of limits that hold for a dwelling unit.
    let dwellingKey: String
    /// The values of the slots that all its expressions share, from the first.
    let shared: [Value]
    let lines: [Line]

    init(
        key: ApplicationKey,
        revision: Int,
        submittedOn: CalendarDate,
        rulebook: Rulebook,
        customerID: String,
        siteID: String,
        dwellingUnit: String,
        shared: [Value],
        lines: [Line]
    ) {
        self.key = key
        self.revision = revision
        self.submittedOn = submittedOn
        self.rulebook = rulebook
        self.customerID = customerID
        self.siteID = siteID
        self.dwellingUnit = dwellingUnit
        self.dwellingKey = "\(Self.escaped(siteID))/\(Self.escaped(dwellingUnit))"
        self.shared = shared
        self.lines = lines
    }

    /// The facts of a section that the application has once.
    func section(_ home: FactHome) -> Value {
        switch home {
        case .customer: self.shared[Slots.customer]
        case .site: self.shared[Slots.site]
        case .installer: self.shared[Slots.installer]
        case .project: self.shared[Slots.project]
        case .line, .unit: .null
        }
    }
}
