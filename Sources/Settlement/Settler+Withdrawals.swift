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
        // A copy that comes late must not take back what was handed in again after the first.
        let isCopy = origin.messageID != nil && origin.messageID == record.withdrawnBy
        if isCopy || record.status == ApplicationStatus.withdrawn.rawValue {
            return self.present(record, status: "duplicate", origin)
        }
        guard var decision = self.decision(of: record) else { return self.present(record, status: "duplicate", origin) }
        var events = self.closeTasks(of: record.key, .withdrawn, origin, &books)
        decision = decision.withdrawn(at: self.now.description)
        record.withdrawnBy = origin.messageID
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
