internal import Ledger
internal import Messages
internal import Rulebook
internal import Settlement

/// Goes through a waitlist in the order of record and offers each the budget.
struct WaitlistRelease {
    let program: String
    let ledger: any Ledger
    let shelf: RulebookShelf
    let isStrict: Bool
    let limit: Int?

    /// Applications in one transaction: workers of the program wait meanwhile.
    private static let batch = 100
    /// Applications in a dry run, which has to be one transaction.
    private static let previewed = 2_000

    /// Offers and records, batch by batch; what was recorded before a fault stays.
    func run(_ show: ([SettledItem]) -> Void) async throws {
        var order: Int64 = 0
        var given = 0
        while true {
            let waiting = try await self.waiting(after: order, Self.batch)
            guard let last = waiting.last else { return }
            order = last.order
            let plan = self.plan(waiting, limit: self.limit.map { $0 - given })
            let settled = try await self.ledger.transact(plan)
            show(settled)
            given += settled.count(where: \.isGiven)
            // Fewer than were named: it stopped on the way.
            if settled.count < waiting.count || self.limit.map({ given >= $0 }) ?? false { return }
            if self.isStrict, settled.contains(where: \.isNotCovered) { return }
        }
    }

    /// Tells what would become of each, and records nothing.
    ///
    /// - Returns: Whether there are more behind those that were looked at.
    func preview(_ show: ([SettledItem]) -> Void) async throws -> Bool {
        let waiting = try await self.waiting(after: 0, Self.previewed)
        guard let last = waiting.last else { return false }
        show(try await self.ledger.preview(self.plan(waiting, limit: self.limit)))
        return try await !self.waiting(after: last.order, 1).isEmpty
    }

    private func waiting(after order: Int64, _ limit: Int) async throws -> [ApplicationRecord] {
        try await self.ledger.applications(
            of: self.program,
            status: ApplicationStatus.waitlisted.rawValue,
            after: order,
            limit: limit
        )
    }

    private func plan(_ waiting: [ApplicationRecord], limit: Int?) -> BudgetRelease {
        BudgetRelease(
            offers: waiting.map(\.key),
            isStrict: self.isStrict,
            limit: limit,
            now: .present,
            shelf: self.shelf
        )
    }
}

extension SettledItem {
    /// Whether an offer was taken.
    var isGiven: Bool {
        if case .decided = self.offer { true } else { false }
    }

    /// Whether an offer was too small.
    var isNotCovered: Bool {
        if case .notCovered = self.offer { true } else { false }
    }
}
