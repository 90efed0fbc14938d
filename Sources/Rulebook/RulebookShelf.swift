public import FEEL

/// All rulebooks at hand, editions of each program side by side: a value that is replaced whole.
public struct RulebookShelf: Sendable {
    private let editions: [String: [Rulebook]]
    private let archive: [String: Rulebook]

    /// Puts `rulebooks` side by side.
    ///
    /// - Parameters:
    ///   - rulebooks: The editions that applications are judged by; of each program, sorted by their first day.
    ///   - archived: Editions kept only so that what they decided can be decided again.
    public init(_ rulebooks: [Rulebook], archived: [Rulebook] = []) {
        self.editions = Dictionary(grouping: rulebooks, by: \.program)
            .mapValues { editions in
                editions.sorted { Self.precedes($0, $1) }
            }
        self.archive = Dictionary(
            (rulebooks + archived).map { ($0.digest, $0) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// The same shelf with more editions kept only so that what they decided can be decided again.
    public func adding(archived: [Rulebook]) -> RulebookShelf {
        RulebookShelf(self.editions.values.flatMap { $0 }, archived: Array(self.archive.values) + archived)
    }

    /// Every edition, archived ones included.
    var all: [Rulebook] { Array(self.archive.values) }

    /// The programs, sorted.
    public var programs: [String] { self.editions.keys.sorted() }

    /// The editions of `program`, the oldest first; none if it is not known.
    public func editions(of program: String) -> [Rulebook] {
        self.editions[program] ?? []
    }

    /// The ids of the budgets of all editions of `program`, archived ones included: editions may name them differently.
    public func budgets(of program: String) -> Set<String> {
        Set(self.archive.values.filter { $0.program == program }.map(\.budget.id))
    }

    /// The edition of `program` in force on `date`: the newest, where several are.
    public func edition(of program: String, on date: CalendarDate) -> Rulebook? {
        self.editions[program]?.last { $0.isInForce(on: date) }
    }

    /// The edition with that digest, archived ones included.
    public func edition(digest: String) -> Rulebook? {
        self.archive[digest]
    }

    private static func precedes(_ left: Rulebook, _ right: Rulebook) -> Bool {
        switch (left.from, right.from) {
        case (.none, .some): true
        case (.some, .none): false
        case (.some(let first), .some(let second)) where first != second: first < second
        default: left.edition < right.edition
        }
    }
}
