internal import Ledger
internal import Messages
internal import Rulebook
internal import Settlement

/// One transaction: works and marks, settled against the ledger.
struct LedgerCommit: Sendable {
    let ledger: any Ledger
    let shelf: RulebookShelf

    /// Settles works in their order and notes what was published.
    ///
    /// - Returns: What became of each work, in order; what is set aside passes through.
    func commit(_ works: [Work], _ marks: Marks) async throws(LedgerFault) -> [SettledWork] {
        let items = works.compactMap { work in
            if case .ready(let item) = work.progress { item } else { nil }
        }
        guard !items.isEmpty || !marks.isEmpty else { return works.map { SettledWork(work: $0, item: nil) } }
        let plan = SettlementBatch(
            items: items,
            published: marks.published,
            returned: marks.returned.map { (id: $0.id, reason: $0.reason) },
            now: .now,
            shelf: self.shelf
        )
        var outcome = try await self.ledger.transact(plan)[...]
        return works.map { work in
            guard case .ready = work.progress else { return SettledWork(work: work, item: nil) }
            return SettledWork(work: work, item: outcome.popFirst())
        }
    }
}
