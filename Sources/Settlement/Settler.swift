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
    private var editions: Set<String> = []

    init(now: Instant, shelf: RulebookShelf) {
        self.events = Events(now: now)
        self.shelf = shelf
    }

    private var now: Instant { self.events.now }

    mutating func settle(_ item: SettlementItem, _ books: inout Books) -> SettledItem {
        switch item {
        case .submission(let submission, let origin): self.submit(submission, origin, &books)
        case .withdrawal(let withdrawal, let origin): self.withdraw(withdrawal, origin, &books)
        case .outcome(let draft, let origin): self.answer(draft, origin, &books)
        case .rejection(let rejection, let program, let origin): self.reject(rejection, program, origin)
        }
    }

    // MARK: Submissions

    private mutating func submit(_ submission: Submission, _ origin: Origin, _ books: inout Books) -> SettledItem {
        let application = submission.assessment.application
        guard let record = books.application(application.key) else {
            return self.decide(submission, replacing: nil, origin, &books)
        }
        if application.revision > record.revision {
            return self.decide(submission, replacing: record, origin, &books)
        }
        if application.revision == record.revision, submission.contentDigest == record.contentDigest {
            return self.present(record, status: "duplicate", origin)
        }
        let problem =
            application.revision == record.revision
            ? "revision \(record.revision) is on record with other content; send the change as revision \(record.revision + 1)"
            : "is stale: revision \(record.revision) is on record"
        let rejection = Rejection(
            application: application.key.application,
            errors: [Problem(path: "revision", problem: problem)]
        )
        return self.reject(rejection, application.key.program, origin)
    }

    private mutating func decide(
        _ submission: Submission,
        replacing former: ApplicationRecord?,
        _ origin: Origin,
        _ books: inout Books
    ) -> SettledItem {
        let application = submission.assessment.application
        var events = former.map { self.closeTasks(of: $0.key, .superseded, origin, &books) } ?? []
        let settled = self.settled(submission.assessment, former: former, books)
        self.keep(application.rulebook, &books)
        var record = ApplicationRecord(
            key: application.key,
            revision: application.revision,
            contentDigest: submission.contentDigest,
            content: submission.content,
            portal: origin.portal,
            traceparent: origin.traceparent,
            edition: application.rulebook.digest,
            status: "",
            decisionNumber: former?.decisionNumber ?? 0,
            decision: [],
            eventID: "",
            holdings: [],
            order: books.nextOrder()
        )
        events += self.record(settled, in: &record, origin, &books)
        return self.item(record, events, status: record.status, origin)
    }

    /// What the books leave an application, its own former holdings aside.
    private func settled(_ assessment: Assessment, former: ApplicationRecord?, _ books: Books) -> Settled {
        let program = assessment.application.key.program
        return assessment.settle(
            budget: books.budget(of: program).map { Cents($0) },
            decidedAt: self.now.description
        ) { name in
            let key = BalanceKey(name, program)
            let own = former?.holdings.reduce(Int64(0)) { $0 + ($1.key == key ? $1.cents : 0) } ?? 0
            return Cents(books.balance(key) - own)
        }
    }

    /// Writes a decision into the record and the books, with its tasks and events.
    private func record(
        _ settled: Settled,
        in record: inout ApplicationRecord,
        _ origin: Origin,
        _ books: inout Books
    ) -> [OutboxEvent] {
        let program = record.key.program
        record.status = settled.decision.status.rawValue
        record.decisionNumber += 1
        record.decision = settled.decision.json()
        record.eventID = Events.decisionID(record.key, revision: record.revision, number: record.decisionNumber)
        record.holdings = settled.awards.map { award in
            Holding(
                key: BalanceKey(Assessment.BalanceName(limit: award.limit, key: award.key), program),
                scope: award.scope,
                line: award.line,
                cents: award.amount.count,
                state: settled.isReserved ? .reserved : .awarded
            )
        }
        books.record(record)
        var events = [self.decisionEvent(record, settled.decision.decidedAt, origin)]
        events += settled.tasks.map { self.open($0, settled.decision, origin, &books) }
        return events
    }

    private func open(
        _ task: ReviewTask,
        _ decision: Decision,
        _ origin: Origin,
        _ books: inout Books
    ) -> OutboxEvent {
        var json = JSONWriter(capacity: 4096)
        task.write(to: &json, decision: decision, openedAt: self.now.description)
        let body = json.finish()
        books.record(
            TaskRecord(
                task: task.task,
                key: decision.key,
                revision: decision.revision,
                kind: task.kind,
                rule: task.rule,
                line: task.measure,
                state: .open,
                body: body,
                openedAt: self.now.milliseconds,
                dueOn: task.dueOn
            )
        )
        return self.events.opened(task, body, key: decision.key, origin)
    }

    private mutating func keep(_ rulebook: Rulebook, _ books: inout Books) {
        guard self.editions.insert(rulebook.digest).inserted else { return }
        books.use(
            edition: EditionRecord(
                digest: rulebook.digest,
                program: rulebook.program,
                edition: rulebook.edition,
                text: Array(rulebook.text.utf8)
            )
        )
    }

    // MARK: Withdrawals

    private func withdraw(_ withdrawal: Withdrawal, _ origin: Origin, _ books: inout Books) -> SettledItem {
        guard var record = books.application(withdrawal.key) else {
            let problem = Problem(path: "application", problem: "is not on record; there is nothing to withdraw")
            let rejection = Rejection(application: withdrawal.key.application, errors: [problem])
            return self.reject(rejection, withdrawal.key.program, origin)
        }
        if record.status == ApplicationStatus.withdrawn.rawValue {
            return self.present(record, status: "duplicate", origin)
        }
        guard var decision = self.decision(of: record) else { return self.present(record, status: "duplicate", origin) }
        var events = self.closeTasks(of: record.key, .withdrawn, origin, &books)
        decision = decision.withdrawn(at: self.now.description)
        let settled = Settled(withdrawn: decision)
        events += self.record(settled, in: &record, origin, &books)
        return self.item(record, events, status: record.status, origin)
    }

    private func closeTasks(
        of key: ApplicationKey,
        _ reason: TaskClosed.Reason,
        _ origin: Origin,
        _ books: inout Books
    ) -> [OutboxEvent] {
        var events: [OutboxEvent] = []
        for var task in books.tasks(of: key) where task.state == .open {
            task.state = reason == .withdrawn ? .withdrawn : .superseded
            books.record(task)
            events.append(self.events.closed(task, reason, origin))
        }
        return events
    }

    // MARK: Answers

    private mutating func answer(_ draft: OutcomeDraft, _ origin: Origin, _ books: inout Books) -> SettledItem {
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
    private func complete(
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

    private func refuse(
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

    // MARK: Answers to the portal

    private func reject(
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
    private func present(
        _ record: ApplicationRecord,
        status: String,
        _ origin: Origin
    ) -> SettledItem {
        let decidedAt = (try? JSONDocument(parsing: record.decision))?.root["decided_at"]?.string
        let event = self.decisionEvent(record, decidedAt ?? self.now.description, origin)
        return self.item(record, [event], status: status, origin)
    }

    private func decisionEvent(_ record: ApplicationRecord, _ decidedAt: String, _ origin: Origin) -> OutboxEvent {
        self.events.decision(
            record.decision,
            id: record.eventID,
            key: record.key,
            status: record.status,
            time: decidedAt,
            origin
        )
    }

    private func decision(of record: ApplicationRecord) -> Decision? {
        (try? JSONDocument(parsing: record.decision)).flatMap { Decision($0.root) }
    }

    private func item(
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
