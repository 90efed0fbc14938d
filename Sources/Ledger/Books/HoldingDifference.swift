import Messages

/// What the journal says when an application's holdings change.
enum HoldingDifference {
    /// One place that cents can be held in.
    private struct Slot: Hashable {
        let key: BalanceKey
        let scope: String
        let line: String?
        let state: Holding.State

        init(_ holding: Holding) {
            self.key = holding.key
            self.scope = holding.scope
            self.line = holding.line
            self.state = holding.state
        }
    }

    /// What was held and is no longer so is released whole, then what is new is reserved or awarded whole.
    ///
    /// A holding that stays as it is has no entry. Releases come first, so that no balance passes through an amount
    /// above both.
    static func entries(
        from former: ApplicationRecord?,
        to present: ApplicationRecord,
        at moment: Int64,
        sequence: Int64
    ) -> [EntryRecord] {
        let old = former.map(self.sums) ?? []
        let new = self.sums(present)
        var entries: [EntryRecord] = []
        for (slot, cents) in old where !new.contains(where: { $0 == (slot, cents) }) {
            entries.append(self.entry(slot, .released, -cents, of: former ?? present, at: moment, sequence))
        }
        for (slot, cents) in new where !old.contains(where: { $0 == (slot, cents) }) {
            let kind: EntryRecord.Kind = slot.state == .reserved ? .reserved : .awarded
            entries.append(self.entry(slot, kind, cents, of: present, at: moment, sequence))
        }
        return entries
    }

    /// The cents of each slot, in order of appearance; an application has few.
    private static func sums(_ application: ApplicationRecord) -> [(Slot, Int64)] {
        var sums: [(Slot, Int64)] = []
        for holding in application.holdings where holding.cents != 0 {
            let slot = Slot(holding)
            if let place = sums.firstIndex(where: { $0.0 == slot }) {
                sums[place].1 = sums[place].1.addingReportingOverflow(holding.cents).partialValue
            } else {
                sums.append((slot, holding.cents))
            }
        }
        return sums
    }

    private static func entry(
        _ slot: Slot,
        _ kind: EntryRecord.Kind,
        _ cents: Int64,
        of application: ApplicationRecord,
        at moment: Int64,
        _ sequence: Int64
    ) -> EntryRecord {
        EntryRecord(
            application: application.key,
            revision: application.revision,
            key: slot.key,
            scope: slot.scope,
            line: slot.line,
            kind: kind,
            cents: cents,
            recordedAt: moment,
            sequence: sequence
        )
    }
}

extension DecisionRecord {
    init(of application: ApplicationRecord, at moment: Int64, sequence: Int64) {
        self.init(
            key: application.key,
            revision: application.revision,
            number: application.decisionNumber,
            status: application.status,
            edition: application.edition,
            eventID: application.eventID,
            contentDigest: application.contentDigest,
            decision: application.decision,
            recordedAt: moment,
            sequence: sequence,
            hash: []
        )
    }
}
