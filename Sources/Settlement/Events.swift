import JSON
import Ledger
import Messages

/// Makes the events of one batch.
struct Events {
    let now: Instant
    /// The moment as events tell it.
    let time: String

    init(now: Instant) {
        self.now = now
        self.time = now.description
    }

    /// The decision's event: the same id for every copy of it.
    func decision(_ json: [UInt8], id: String, key: ApplicationKey, status: String, time: String, _ origin: Origin)
        -> OutboxEvent
    {
        let status = ApplicationStatus(rawValue: status) ?? .denied
        let body = OutgoingEvent.body(
            id: id,
            type: .decisionMade,
            subject: key.application,
            time: time,
            size: json.count,
            data: { $0.raw(json) }
        )
        return self.event(
            id,
            .decisionMade,
            Names.decisions,
            Names.decision(status, key.program, origin.portal),
            key.application,
            origin,
            body
        )
    }

    static func decisionID(_ key: ApplicationKey, revision: Int, number: Int) -> String {
        EventID.make(.decisionMade, [key.program, key.application, "\(revision)", "\(number)"])
    }

    func rejection(_ rejection: Rejection, program: String, _ origin: Origin) -> OutboxEvent {
        let id = EventID.make(.applicationRejected, [origin.portal, origin.messageID ?? ""], body: origin.body)
        let body = OutgoingEvent.body(
            id: id,
            type: .applicationRejected,
            subject: rejection.application,
            time: origin.time ?? self.time,
            data: { rejection.write(to: &$0) }
        )
        return self.event(
            id,
            .applicationRejected,
            Names.decisions,
            Names.rejected(program, origin.portal),
            rejection.application ?? "",
            origin,
            body
        )
    }

    func opened(_ task: ReviewTask, _ json: [UInt8], key: ApplicationKey, _ origin: Origin) -> OutboxEvent {
        let id = EventID.make(.taskOpened, [task.task])
        let body = OutgoingEvent.body(
            id: id,
            type: .taskOpened,
            subject: key.application,
            time: self.time,
            size: json.count,
            data: { $0.raw(json) }
        )
        let routingKey = Names.opened(task.kind, key.program)
        return self.event(id, .taskOpened, Names.tasks, routingKey, key.application, origin, body)
    }

    /// - Parameter time: When it was closed, if that was earlier than now: a copy tells the same as the first.
    func closed(_ task: TaskRecord, _ reason: TaskClosed.Reason, _ origin: Origin, time: String? = nil) -> OutboxEvent {
        let id = EventID.make(.taskClosed, [task.task, reason.rawValue])
        let body = OutgoingEvent.body(
            id: id,
            type: .taskClosed,
            subject: task.key.application,
            time: time ?? self.time,
            data: { TaskClosed(task: task.task, key: task.key, reason: reason).write(to: &$0) }
        )
        let routingKey = Names.closed(task.kind, task.key.program)
        return self.event(id, .taskClosed, Names.tasks, routingKey, task.key.application, origin, body)
    }

    func reviewRejected(_ draft: (task: String?, reviewer: String?), _ problems: [Problem], _ origin: Origin)
        -> OutboxEvent
    {
        let id = EventID.make(.reviewRejected, [origin.portal, origin.messageID ?? ""], body: origin.body)
        let body = OutgoingEvent.body(id: id, type: .reviewRejected, subject: nil, time: origin.time ?? self.time) {
            data in
            data.beginObject()
            data.key("task")
            data.value(draft.task)
            data.key("problem")
            data.value(problems.map { "\($0.path): \($0.problem)" }.joined(separator: "; "))
            data.endObject()
        }
        let routingKey = Names.rejectedReview(draft.reviewer ?? Names.nobody)
        return self.event(id, .reviewRejected, Names.tasks, routingKey, "", origin, body)
    }

    private func event(
        _ id: String,
        _ type: EventType,
        _ exchange: String,
        _ routingKey: String,
        _ application: String,
        _ origin: Origin,
        _ body: [UInt8]
    ) -> OutboxEvent {
        OutboxEvent(
            id: id,
            type: type.rawValue,
            exchange: exchange,
            routingKey: Self.short(routingKey),
            correlationID: Self.short(application),
            traceparent: origin.traceparent,
            body: body,
            createdAt: self.now.milliseconds
        )
    }

    /// AMQP's short strings have at most 255 bytes; a longer one could never be published, however often it is tried.
    private static func short(_ text: String) -> String {
        guard text.utf8.count > 255 else { return text }
        var short = ""
        for character in text {
            if short.utf8.count + character.utf8.count > 255 { break }
            short.append(character)
        }
        return short
    }
}
