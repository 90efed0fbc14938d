import Adjudication
import JSON
import Ledger
import Messages
import Rulebook

extension Settler {
    func submit(_ submission: Submission, _ origin: Origin, _ books: inout Books) -> SettledItem {
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

    func decide(
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
            order: books.nextOrder(in: application.key.program),
            withdrawnBy: former?.withdrawnBy
        )
        events += self.record(settled, in: &record, origin, &books)
        var item = self.item(record, events, status: record.status, origin)
        item.reductions = settled.decision.reductions
        return item
    }

    /// What the books leave an application, its own former holdings aside.
    func settled(_ assessment: Assessment, former: ApplicationRecord?, _ books: Books) -> Settled {
        let program = assessment.application.key.program
        return assessment.settle(
            budget: books.budget(of: program).map { Cents($0) },
            decidedAt: self.events.time
        ) { name in
            let key = self.names.key(name, program)
            let own = former?.holdings.reduce(Int64(0)) { $0 + ($1.key == key ? $1.cents : 0) } ?? 0
            return Cents(books.balance(key) - own)
        }
    }

    /// Writes a decision into the record and the books, with its tasks and events.
    func record(
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
                key: self.names.key(Assessment.BalanceName(limit: award.limit, key: award.key), program),
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

    func open(
        _ task: ReviewTask,
        _ decision: Decision,
        _ origin: Origin,
        _ books: inout Books
    ) -> OutboxEvent {
        var json = JSONWriter(capacity: 4096)
        task.write(to: &json, decision: decision, openedAt: self.events.time)
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

    func keep(_ rulebook: Rulebook, _ books: inout Books) {
        guard !books.hasEdition(rulebook.digest) else { return }
        books.use(
            edition: EditionRecord(
                digest: rulebook.digest,
                program: rulebook.program,
                edition: rulebook.edition,
                text: Array(rulebook.text.utf8)
            )
        )
    }
}
