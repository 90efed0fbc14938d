internal import FEEL

/// How far a due date is away.
public enum DueDate: Sendable, Equatable {
    /// It has passed, so many days ago.
    case overdue(Int)
    /// It is today.
    case today
    /// It is so many days ahead.
    case ahead(Int)
    /// The task has none.
    case none

    /// Compares dates, both `YYYY-MM-DD`.
    public init(_ dueOn: String?, today: String) {
        guard let due = dueOn.flatMap({ CalendarDate($0) }), let today = CalendarDate(today) else {
            self = .none
            return
        }
        let days = due.dayNumber - today.dayNumber
        self = days < 0 ? .overdue(-days) : days == 0 ? .today : .ahead(days)
    }

    /// Whether it is today or has passed.
    public var isPressing: Bool {
        switch self {
        case .overdue, .today: true
        case .ahead, .none: false
        }
    }

    /// The distance in words.
    public var words: String {
        switch self {
        case .overdue(let days): "overdue by \(days) day\(days == 1 ? "" : "s")"
        case .today: "due today"
        case .ahead(let days): "in \(days) day\(days == 1 ? "" : "s")"
        case .none: "no due date"
        }
    }
}
