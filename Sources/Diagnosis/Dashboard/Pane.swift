/// What a dashboard can show.
public enum Pane: Int, Sendable, CaseIterable {
    /// Rates, latencies, outcomes and queues together.
    case overview
    /// What becomes of each program's applications.
    case programs
    /// What waits where.
    case queues
    /// Each worker by itself.
    case workers
    /// What went wrong, and what is left to give.
    case errors

    /// Its name, for people and for `--pane`.
    public var name: String {
        switch self {
        case .overview: "overview"
        case .programs: "programs"
        case .queues: "queues"
        case .workers: "workers"
        case .errors: "errors, budgets"
        }
    }

    /// The pane that comes so many behind, round and round.
    func next(_ step: Int) -> Pane {
        let count = Self.allCases.count
        return Self.allCases[(self.rawValue + step + count) % count]
    }
}

/// By what rows are ordered.
public enum RowOrder: Int, Sendable, CaseIterable {
    /// By their names.
    case name
    /// What happens most often first.
    case rate
    /// The slowest or the fullest first.
    case worst

    /// Its name, for people.
    var words: String {
        switch self {
        case .name: "by name"
        case .rate: "busiest first"
        case .worst: "slowest or fullest first"
        }
    }

    var next: RowOrder { Self.allCases[(self.rawValue + 1) % Self.allCases.count] }

    /// Sorts rows that know their name, how often something happens in them, and how bad it is.
    func sorted<Row>(_ rows: [(name: String, rate: Double, worst: Double, row: Row)]) -> [Row] {
        switch self {
        case .name: rows.sorted { $0.name < $1.name }.map(\.row)
        case .rate: rows.sorted { ($1.rate, $0.name) < ($0.rate, $1.name) }.map(\.row)
        case .worst: rows.sorted { ($1.worst, $0.name) < ($0.worst, $1.name) }.map(\.row)
        }
    }
}
