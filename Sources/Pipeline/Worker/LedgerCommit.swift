internal import Ledger
internal import Messages
internal import Rulebook
internal import Settlement

/// One transaction: works and marks, settled against the ledger.
struct LedgerCommit: Sendable {
    let ledger: any Ledger
    let rulebooks: RulebookStand

    /// Settles works in their order and notes what was published.
    ///
    /// - Returns: What became of each work, in order; what is set aside passes through.
    func commit(_ works: [Work], _ marks: Marks) async throws(LedgerFault) -> [SettledWork] {
        let items = works.compactMap { work in
            if case .ready(let item) = work.progress { item } else { nil }
        }
        guard !items.isEmpty || !marks.isEmpty else { return works.map { SettledWork(work: $0, item: nil) } }
        var outcome = try await self.settle(items, marks)[...]
        return works.map { work in
            guard case .ready = work.progress else { return SettledWork(work: work, item: nil) }
            return SettledWork(work: work, item: outcome.popFirst())
        }
    }

    private func settle(_ items: [SettlementItem], _ marks: Marks) async throws(LedgerFault) -> [SettledItem] {
        do throws(LedgerFault) {
            return try await self.ledger.transact(self.plan(items, marks))
        } catch {
            // An answer to what another worker decided by an edition that this one has never seen.
            guard error.code == .other, items.contains(where: \.isOutcome), try await self.learnEditions() else {
                throw error
            }
            return try await self.ledger.transact(self.plan(items, marks))
        }
    }

    private func plan(_ items: [SettlementItem], _ marks: Marks) -> SettlementBatch {
        SettlementBatch(
            items: items,
            published: marks.published,
            returned: marks.returned.map { (id: $0.id, reason: $0.reason) },
            endedAttempts: marks.fingerprints,
            now: .now,
            shelf: self.rulebooks.shelf
        )
    }

    /// Takes the editions that only the ledger has into the archive.
    ///
    /// - Returns: Whether there was any.
    private func learnEditions() async throws(LedgerFault) -> Bool {
        let shelf = self.rulebooks.shelf
        let records = try await self.ledger.editions().filter { shelf.edition(digest: $0.digest) == nil }
        let learnt = records.compactMap { record in
            try? Rulebook.load(record.text, file: "\(record.program), edition \(record.edition)").rulebook
        }
        self.rulebooks.archive(learnt)
        return !learnt.isEmpty
    }
}

extension SettlementItem {
    fileprivate var isOutcome: Bool {
        if case .outcome = self { return true }
        return false
    }
}
