import Adjudication
import JSON
import Ledger
import Messages
import Rulebook

/// Applies items to the books of one transaction.
///
/// Source: the contract, sections "Application", "Decision", "Task and outcome".
struct Settler {
    let events: Events
    let shelf: RulebookShelf
    /// What limits are called in the ledger.
    let names = BalanceNames()

    init(now: Instant, shelf: RulebookShelf) {
        self.events = Events(now: now)
        self.shelf = shelf
    }

    var now: Instant { self.events.now }

    func settle(_ item: SettlementItem, _ books: inout Books) -> SettledItem {
        switch item {
        case .submission(let submission, let origin): self.submit(submission, origin, &books)
        case .withdrawal(let withdrawal, let origin): self.withdraw(withdrawal, origin, &books)
        case .outcome(let draft, let origin): self.answer(draft, origin, &books)
        case .rejection(let rejection, let program, let origin): self.reject(rejection, program, origin)
        case .offer(let key): self.offer(key, &books)
        }
    }

    func reject(
        _ rejection: Rejection,
        _ program: String,
        _ origin: Origin
    ) -> SettledItem {
        let event = self.events.rejection(rejection, program: program, origin)
        return SettledItem(
            answer: .rejection(rejection),
            events: [event],
            application: rejection.application,
            revision: nil,
            program: program,
            status: "rejected",
            portal: origin.portal,
            traceparent: origin.traceparent
        )
    }

    /// Tells the decision as it stands, once more: with the id that it had.
    func present(
        _ record: ApplicationRecord,
        status: String,
        _ origin: Origin
    ) -> SettledItem {
        let decidedAt = (try? JSONDocument(parsing: record.decision))?.root["decided_at"]?.string
        let event = self.decisionEvent(record, decidedAt ?? self.now.description, origin)
        return self.item(record, [event], status: status, origin)
    }

    func decisionEvent(_ record: ApplicationRecord, _ decidedAt: String, _ origin: Origin) -> OutboxEvent {
        self.events.decision(
            record.decision,
            id: record.eventID,
            key: record.key,
            status: record.status,
            time: decidedAt,
            origin
        )
    }

    func decision(of record: ApplicationRecord) -> Decision? {
        (try? JSONDocument(parsing: record.decision)).flatMap { Decision($0.root) }
    }

    func item(
        _ record: ApplicationRecord,
        _ events: [OutboxEvent],
        status: String,
        _ origin: Origin
    ) -> SettledItem {
        SettledItem(
            answer: .decision(record.decision),
            events: events,
            application: record.key.application,
            revision: record.revision,
            program: record.key.program,
            status: status,
            portal: origin.portal,
            traceparent: origin.traceparent
        )
    }
}
