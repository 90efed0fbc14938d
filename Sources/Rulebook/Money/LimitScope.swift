/// Over what the awards under a limit are added up.
public enum LimitScope: String, Sendable, CaseIterable {
    /// The line alone; nothing is kept in the ledger.
    case line
    /// All awards to a customer, `customer.id`.
    case customer
    /// All awards for a home, `site.id`.
    case home
    /// All awards for a dwelling unit, `site.id` and `site.dwelling_unit`.
    case dwellingUnit = "dwelling_unit"
    /// All awards of the program.
    case program
}
