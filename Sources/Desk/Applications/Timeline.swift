public import Ledger
internal import Messages

/// Everything that happened to an application, from the ledger, the earliest first.
public enum Timeline {
    /// The events of an application.
    ///
    /// - Parameters:
    ///   - history: Its decisions, in the order in which they were made.
    ///   - tasks: Its tasks, of all revisions.
    public static func events(history: [DecisionRecord], tasks: [TaskRecord]) -> [TimelineEvent] {
        var events: [TimelineEvent] = []
        var seen: Set<Int> = []
        var last: Decision?
        for record in history {
            let decision = Decision(json: record.decision)
            defer { last = decision }
            // An answer that leaves other tasks open only makes the list of tasks shorter.
            if let decision, let last, decision.differsOnlyInTasks(from: last) { continue }
            let time = Instant(milliseconds: record.recordedAt)
            if seen.insert(record.revision).inserted {
                let text = "Revision \(record.revision) was taken in"
                events.append(TimelineEvent(kind: .submitted, time: time, revision: record.revision, text: text))
            }
            events.append(self.decided(record, decision, time))
        }
        for task in tasks { events += self.events(of: task) }
        // Sorting keeps the order of what happened in the same moment: a revision, its decision, its tasks.
        return events.enumerated()
            .sorted { left, right in
                let first = (left.element.time ?? Instant(milliseconds: .max), left.element.rank, left.offset)
                return first < (right.element.time ?? Instant(milliseconds: .max), right.element.rank, right.offset)
            }
            .map(\.element)
    }

    private static func decided(_ record: DecisionRecord, _ decision: Decision?, _ time: Instant) -> TimelineEvent {
        let isWithdrawn = record.status == ApplicationStatus.withdrawn.rawValue
        guard !isWithdrawn else {
            let text = "The portal withdrew the application; nothing is reserved or awarded any more"
            return TimelineEvent(kind: .withdrawn, time: time, revision: record.revision, text: text)
        }
        var details: [String] = []
        if let decision {
            details = decision.lines.map { line in
                "line \(line.id): \(line.status.spoken), \(line.awarded.dollars)"
            }
            if decision.status == .waitlisted { details.append("the program’s budget does not cover it") }
            if !decision.missing.isEmpty { details.append("missing: \(decision.missing.joined(separator: ", "))") }
        }
        let amount = decision.map { ", \($0.total.dollars)\($0.status == .inReview ? " reserved" : "")" } ?? ""
        let status = record.status.replacing("_", with: " ")
        return TimelineEvent(
            kind: .decided,
            time: time,
            revision: record.revision,
            text: "Decision \(record.number) of revision \(record.revision): \(status)\(amount)",
            details: details
        )
    }

    private static func events(of task: TaskRecord) -> [TimelineEvent] {
        let name = task.kind.replacing("_", with: " ") + (task.line.map { " of line \($0)" } ?? "")
        let due = task.dueOn.map { ", due on \($0)" } ?? ""
        let opened = TimelineEvent(
            kind: .opened,
            time: Instant(milliseconds: task.openedAt),
            revision: task.revision,
            text: "A reviewer was asked: \(name) (\(task.rule))\(due)",
            task: task.task
        )
        switch task.state {
        case .open: return [opened]
        case .superseded, .withdrawn:
            let text = "The task \(name) was \(task.state.spoken)"
            let closed = TimelineEvent(kind: .closed, time: nil, revision: task.revision, text: text, task: task.task)
            return [opened, closed]
        case .completed:
            guard let answer = Answer(task) else { return [opened] }
            return [
                opened,
                TimelineEvent(
                    kind: .answered,
                    time: answer.at,
                    revision: task.revision,
                    text: "\(answer.reviewer) \(answer.verdict?.past ?? "answered"): \(name)",
                    details: answer.details,
                    task: task.task
                ),
            ]
        }
    }
}

extension Decision {
    /// Whether nothing but the list of tasks is another.
    fileprivate func differsOnlyInTasks(from other: Decision) -> Bool {
        self.revision == other.revision && self.status == other.status && self.lines == other.lines
            && self.tasks != other.tasks
    }
}

extension TimelineEvent {
    /// The order of what happens in one moment.
    fileprivate var rank: Int {
        switch self.kind {
        case .submitted: 0
        case .answered, .closed: 1
        case .decided, .withdrawn: 2
        case .opened: 3
        }
    }
}
