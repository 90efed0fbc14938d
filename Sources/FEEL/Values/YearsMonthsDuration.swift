/// A duration in years and months.
public struct YearsMonthsDuration: Sendable, Hashable, Comparable {
    /// All of it in months; negative backwards.
    public let months: Int

    /// So many months, at most 2^60 in either direction.
    public init(months: Int) { self.months = max(-Self.limit, min(Self.limit, months)) }

    /// So many months, or `nil` if they are more than 2^60.
    init?(exactly months: Int) {
        guard months.magnitude <= Self.limit else { return nil }
        self.months = months
    }

    private static let limit = 1 << 60

    /// Whole years, towards zero.
    public var years: Int { self.months / 12 }

    /// Whether the first is shorter.
    public static func < (lhs: YearsMonthsDuration, rhs: YearsMonthsDuration) -> Bool { lhs.months < rhs.months }

    /// The whole months from one day to another, towards zero.
    static func between(_ from: CalendarDate, _ to: CalendarDate) -> YearsMonthsDuration {
        var months = (to.year - from.year) * 12 + to.month - from.month
        if months > 0, to.day < from.day { months -= 1 }
        if months < 0, to.day > from.day { months += 1 }
        return YearsMonthsDuration(months: months)
    }
}

extension YearsMonthsDuration: CustomStringConvertible {
    /// `P1Y2M`; nothing is `P0M`.
    public var description: String {
        if self.months == 0 { return "P0M" }
        let magnitude = self.months.magnitude
        let years = magnitude / 12 == 0 ? "" : "\(magnitude / 12)Y"
        let months = magnitude % 12 == 0 ? "" : "\(magnitude % 12)M"
        return "\(self.months < 0 ? "-" : "")P\(years)\(months)"
    }
}
