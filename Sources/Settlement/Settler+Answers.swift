import Adjudication
import JSON
import Ledger
import Messages
import Rulebook

extension Settler {
    func answer(_ draft: OutcomeDraft, _ origin: Origin, _ books: inout Books) -> SettledItem {
        // Who may not answer is not told how the task stands either.
        guard draft.refusals.isEmpty else { return self.refuse(draft, draft.refusals, application: nil, origin) }
        let record = draft.task.flatMap { books.task($0) }
        if let record, let application = books.application(record.key), Self.isCopy(origin, of: record) {
            return self.related(self.answered(record, application, origin, books), application, origin)
        }
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
            record.answeredBy = origin.identity
            var json = JSONWriter(capacity: 256)
            outcome.write(to: &json, answeredAt: self.now.description, user: origin.user)
            record.outcome = json.finish()
            books.record(record)
            let closed = self.events.closed(record, .completed, origin)
            return self.related(self.complete(application, assessment, closed, origin, &books), application, origin)
        }
    }

    /// Names the application's own trace, where the answer came with another.
    private func related(_ item: SettledItem, _ application: ApplicationRecord, _ origin: Origin) -> SettledItem {
        var item = item
        if origin.traceparent != nil { item.relatedTraceparent = application.traceparent }
        return item
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
        let again = Eligibility.assess(assessment.application, outcomes: self.outcomes(of: tasks))
        let settled = self.settled(again.calculate(), former: former, books)
        let events = self.record(settled, in: &record, answerOrigin, &books)
        var item = self.item(record, [closed] + events, status: record.status, answerOrigin)
        item.reductions = settled.decision.reductions
        return item
    }

    /// Whether the message is a copy of the one that answered the task.
    private static func isCopy(_ origin: Origin, of task: TaskRecord) -> Bool {
        guard task.state == .completed, let answeredBy = task.answeredBy else { return false }
        return answeredBy == origin.identity
    }

    /// Tells a copy of an answer what the answer itself was told.
    ///
    /// That the task is closed, and the decision as it now stands; while other tasks are open there is none to tell.
    private func answered(
        _ task: TaskRecord,
        _ application: ApplicationRecord,
        _ origin: Origin,
        _ books: Books
    ) -> SettledItem {
        let outcome = task.outcome.flatMap { try? JSONDocument(parsing: $0) }
        let closed = self.events.closed(task, .completed, origin, time: outcome?.root["answered_at"]?.string)
        let answerOrigin = Origin(
            portal: application.portal,
            traceparent: origin.traceparent ?? application.traceparent
        )
        guard !books.tasks(of: application.key).contains(where: { $0.state == .open }) else {
            return self.item(application, [closed], status: "duplicate", answerOrigin)
        }
        let present = self.present(application, status: "duplicate", answerOrigin)
        return self.item(application, [closed] + present.events, status: "duplicate", answerOrigin)
    }

    /// What reviewers answered, by task.
    func outcomes(of tasks: [TaskRecord]) -> [String: ReviewOutcome] {
        let outcomes = tasks.compactMap { $0.outcome }.compactMap { try? JSONDocument(parsing: $0) }
            .compactMap { ReviewOutcome($0.root) }
        return Dictionary(outcomes.map { ($0.task, $0) }, uniquingKeysWith: { _, last in last })
    }

    func refuse(
        _ draft: OutcomeDraft,
        _ problems: [Problem],
        application: String?,
        _ origin: Origin
    ) -> SettledItem {
        let event = self.events.reviewRejected((draft.task, draft.sender ?? draft.reviewer), problems, origin)
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
