public import FEEL
public import Messages
public import Rulebook

/// An application that was read and found sound, bound to the edition that judges it.
public struct Application: Sendable {
    /// One line: a measure with its facts.
    struct Line: Sendable {
        let id: String
        let measure: Measure
        /// The line's facts; unknown ones carry their id.
        let facts: Value
        /// The list of its units' facts; unknown for a line without units.
        let units: Value
        /// Its place among the lines of the same measure, from 1.
        let position: Int

        var unitCount: Int { self.units.list?.count ?? 0 }
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
    /// The key of limits that hold for a dwelling unit.
    public let dwellingUnit: String
    /// The values of the slots that all its expressions share, from the first.
    let shared: [Value]
    let lines: [Line]

    /// The value of a fact.
    func value(_ reference: FactReference, line: Int, unit: Int) -> Value {
        let context: Value
        switch reference.home {
        case .customer: context = self.shared[Slots.customer]
        case .site: context = self.shared[Slots.site]
        case .installer: context = self.shared[Slots.installer]
        case .project: context = self.shared[Slots.project]
        case .line: context = self.lines[line].facts
        case .unit: context = self.lines[line].units.list?[unit] ?? .null
        }
        return context.context?.values[reference.index] ?? .null
    }
}
