import Adjudication
import Ledger
import Messages
import Rulebook

extension Settler {
    /// Offers the budget to an application again, as if it were handed in at this moment.
    ///
    /// While the budget does not cover it nothing is recorded and nobody is told.
    func offer(_ key: ApplicationKey, _ books: inout Books) -> SettledItem {
        guard var record = books.application(key) else {
            let problem = Problem(path: "application", problem: "is not on record; there is nothing to offer")
            let rejection = Rejection(application: key.application, errors: [problem])
            var item = self.reject(rejection, key.program, Origin(portal: Names.nobody))
            item.events = []
            item.offer = .notWaiting(status: nil)
            return item
        }
        let origin = Origin(portal: record.portal, traceparent: record.traceparent)
        guard record.status == ApplicationStatus.waitlisted.rawValue else {
            return self.unchanged(record, .notWaiting(status: record.status), origin)
        }
        guard let settled = self.resettled(record, books) else {
            return self.unchanged(record, .noEdition(record.edition), origin)
        }
        if settled.decision.status == .waitlisted {
            let (needs, left) = self.shortage(settled.decision, books)
            return self.unchanged(record, .notCovered(needs: needs, left: left), origin)
        }
        let events = self.record(settled, in: &record, origin, &books)
        var item = self.item(record, events, status: record.status, origin)
        item.offer = .decided(total: settled.decision.total)
        return item
    }

    /// What an application would get now, by the edition that decided it and the answers that reviewers gave.
    ///
    /// - Returns: `nil` where its edition is not at hand.
    func resettled(_ record: ApplicationRecord, _ books: Books) -> Settled? {
        let outcomes = self.outcomes(of: books.tasks(of: record.key))
        return Reassessment(shelf: self.shelf).assess(record, outcomes: outcomes)
            .map { self.settled($0, former: record, books) }
    }

    /// What a waitlisted application needs of the budget, and what is left of it.
    func shortage(_ decision: Decision, _ books: Books) -> (needs: Cents, left: Cents) {
        let program = decision.key.program
        let limit = self.shelf.edition(digest: decision.digest)?.budget.id
        let uses = decision.lines.flatMap(\.limits).filter { $0.limit == limit }
        let needs = uses.reduce(Cents.zero) { $0 + $1.reducedBy }
        let spent = limit.map { books.balance(BalanceKey(limit: "\(program)/\($0)", key: program)) } ?? 0
        return (needs, Cents((books.budget(of: program) ?? 0) - spent))
    }

    private func unchanged(_ record: ApplicationRecord, _ offer: OfferResult, _ origin: Origin) -> SettledItem {
        var item = self.item(record, [], status: record.status, origin)
        item.offer = offer
        return item
    }
}
