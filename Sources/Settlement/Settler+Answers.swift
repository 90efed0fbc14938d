import Adjudication
import JSON
import Ledger
import Messages
import Rulebook

extension Settler {
    mutating func answer(_ draft: OutcomeDraft, _ origin: Origin, _ books: inout Books) -> SettledItem {
        let record = draft.task.flatMap { books.task($0) }
        let isOpen = record?.state == .open
        let task =
            isOpen ? record.flatMap { (try? JSONDocument(parsing: $0.body)).flatMap { ReviewTask($0.root) } } : nil
        let reason = record.map { "is closed: it was \($0.state.rawValue)" } ?? "is not known"
        switch draft.outcome(for: task, notOpen: reason) {
        case .failure(let problems):
            return self.refuse(draft, problems.problems, application: record?.key.application, origin)
        case .success(let outcome):
            guard var record, let application = books.application(record.key),
                let assessment = Reassessment(shelf: self.shelf).assess(application, outcomes: [:])
            else {
                // Nothing is written: who settles the batch can fetch the edition and try again.
                let edition = record.flatMap { books.application($0.key)?.edition } ?? ""
                books.fail("the rulebook's edition \(edition) is not at hand, by which a task was opened")
                let problem = Problem(path: "task", problem: "can't be decided: its rulebook's edition is not at hand")
                return self.refuse(draft, [problem], application: record?.key.application, origin)
            }
            record.state = .completed
            record.reviewer = outcome.reviewer
            var json = JSONWriter(capacity: 256)
            outcome.write(to: &json)
            record.outcome = json.finish()
            books.record(record)
            let closed = self.events.closed(record, .completed, origin)
            return self.complete(application, assessment, closed, origin, &books)
        }
    }

    /// After an answer: the last one decides the application again, another only shortens the list of open tasks.
    func complete(
        _ former: ApplicationRecord,
        _ assessment: Assessment,
        _ closed: OutboxEvent,
        _ origin: Origin,
        _ books: inout Books
    ) -> SettledItem {
        var record = former
        let tasks = books.tasks(of: former.key)
        let answerOrigin = Origin(portal: former.portal, traceparent: origin.traceparent ?? former.traceparent)
        if tasks.contains(where: { $0.state == .open }) {
            guard var decision = self.decision(of: former) else {
                return self.present(former, status: former.status, origin)
            }
            let open = Set(tasks.filter { $0.state == .open }.map(\.task))
            decision.tasks = decision.tasks.filter { open.contains($0.task) }
            record.decision = decision.json()
            record.decisionNumber += 1
            record.eventID = Events.decisionID(record.key, revision: record.revision, number: record.decisionNumber)
            books.record(record)
            return self.item(record, [closed], status: record.status, answerOrigin)
        }
        let outcomes = tasks.compactMap { $0.outcome }.compactMap { try? JSONDocument(parsing: $0) }
            .compactMap { ReviewOutcome($0.root) }
        let again = Eligibility.assess(
            assessment.application,
            outcomes: Dictionary(outcomes.map { ($0.task, $0) }, uniquingKeysWith: { _, last in last })
        )
        let settled = self.settled(again.calculate(), former: former, books)
        let events = self.record(settled, in: &record, answerOrigin, &books)
        return self.item(record, [closed] + events, status: record.status, answerOrigin)
    }

    func refuse(
        _ draft: OutcomeDraft,
        _ problems: [Problem],
        application: String?,
        _ origin: Origin
    ) -> SettledItem {
        let event = self.events.reviewRejected((draft.task, draft.reviewer), problems, origin)
        return SettledItem(
            answer: .rejection(Rejection(application: application, errors: problems)),
            events: [event],
            application: application,
            revision: nil,
            program: nil,
            status: "rejected",
            portal: origin.portal,
            traceparent: origin.traceparent
        )
    }
}
