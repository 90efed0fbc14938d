/// A range between two values; an end may be missing.
public final class RangeValue: Sendable {
    /// The lower end; null if there is none.
    public let start: Value
    /// The upper end; null if there is none.
    public let end: Value
    /// Whether the lower end belongs to the range.
    public let startIncluded: Bool
    /// Whether the upper end belongs to the range.
    public let endIncluded: Bool
    /// What kind of range was written.
    let form: Form

    /// How a range was written; ranges of different forms are not the same.
    enum Form: Sendable {
        /// `[1..10]`
        case interval
        /// `(< 10)` or `(<= 10)`
        case below
        /// `(> 10)` or `(>= 10)`
        case above
    }

    init(start: Value, end: Value, startIncluded: Bool, endIncluded: Bool, form: Form = .interval) {
        self.start = start
        self.end = end
        self.startIncluded = startIncluded
        self.endIncluded = endIncluded
        self.form = form
    }
}
