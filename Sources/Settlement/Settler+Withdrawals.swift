import Adjudication
import JSON
import Ledger
import Messages
import Rulebook

extension Settler {
    func withdraw(_ withdrawal: Withdrawal, _ origin: Origin, _ books: inout Books) -> SettledItem {
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

    func closeTasks(
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
}
