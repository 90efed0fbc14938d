internal import JSON
internal import Ledger
internal import Messages
internal import Operations
internal import Rulebook

/// What a program has to give, and what has become of it.
struct BudgetState {
    let program: String
    /// `nil` for no budget.
    let budget: Cents?
    /// Promised while a person has yet to decide.
    let reserved: Cents
    let awarded: Cents
    /// How many applications wait.
    let waiting: Int
    /// Since when the first of them waits, RFC 3339.
    let waitingSince: String?

    /// What is left of the budget, negative where it was lowered below what is promised; `nil` without a budget.
    var left: Cents? { self.budget.map { $0 - self.reserved - self.awarded } }

    /// Applications read at a time: bounds the memory.
    private static let page = 200

    /// Asks the ledger; what workers do meanwhile may show in one part and not in another.
    static func of(_ program: String, _ ledger: any Ledger, _ shelf: RulebookShelf) async throws -> BudgetState {
        let record = try await ledger.programs().first { $0.program == program }
        // Editions may name their budgets differently.
        let archived = try await ledger.editions().filter { $0.program == program }
            .compactMap { shelf.edition(digest: $0.digest) }
        let limits = Set((shelf.editions(of: program) + archived).map(\.budget.id))
        let keys = Set(limits.map { BalanceKey(limit: "\(program)/\($0)", key: program) })
        let spent = try await ledger.balances(keys).values.reduce(0, +)
        var reserved: Int64 = 0
        try await Self.each(of: program, .inReview, ledger) { record in
            reserved += record.holdings.reduce(0) { sum, holding in
                keys.contains(holding.key) && holding.state == .reserved ? sum + holding.cents : sum
            }
        }
        var waiting = 0
        var since: String?
        try await Self.each(of: program, .waitlisted, ledger) { record in
            waiting += 1
            if since == nil { since = Self.decidedAt(record) }
        }
        return BudgetState(
            program: program,
            budget: record?.budget.map { Cents($0) },
            reserved: Cents(min(reserved, spent)),
            awarded: Cents(max(spent - reserved, 0)),
            waiting: waiting,
            waitingSince: since
        )
    }

    /// When an application was decided last: since when it waits, if it does.
    static func decidedAt(_ record: ApplicationRecord) -> String? {
        (try? JSONDocument(parsing: record.decision))?.root["decided_at"]?.string
    }

    /// Goes through all applications of a status, in the order of record.
    private static func each(
        of program: String,
        _ status: ApplicationStatus,
        _ ledger: any Ledger,
        _ body: (ApplicationRecord) -> Void
    ) async throws {
        var order: Int64 = 0
        while true {
            let records = try await ledger.applications(
                of: program,
                status: status.rawValue,
                after: order,
                limit: Self.page
            )
            guard let last = records.last else { return }
            records.forEach(body)
            order = last.order
        }
    }

    /// Writes the members of an object.
    func write(to json: inout JSONWriter) {
        json.key("program")
        json.value(self.program)
        json.key("budget")
        json.value(self.budget?.description)
        json.key("reserved")
        json.value(self.reserved.description)
        json.key("awarded")
        json.value(self.awarded.description)
        json.key("left")
        json.value(self.left?.description)
        json.key("waiting")
        json.value(self.waiting)
    }
}

extension RulebookShelf {
    /// Checks that somebody knows the program: a rulebook, or the ledger.
    ///
    /// - Throws: `SettingError` that names the known ones.
    func require(_ program: String, _ ledger: any Ledger) async throws {
        let recorded = try await ledger.programs().map(\.program)
        guard !self.programs.contains(program), !recorded.contains(program) else { return }
        let known = Set(self.programs + recorded).sorted().joined(separator: ", ")
        throw SettingError(source: "PROGRAM", problem: "“\(program)” is no known program; known are \(known)")
    }
}
