internal import JSON
internal import Messages

extension ExportValue {
    static func link(_ link: JournalLink, program: String) throws(LedgerFault) -> [UInt8] {
        switch link {
        case .budget(let budget):
            return self.value("budget") { json in
                json.key("program")
                json.value(program)
                json.key("sequence")
                json.value(budget.sequence)
                json.key("cents")
                json.value(optional: budget.cents)
                json.key("by")
                json.value(budget.by)
                json.key("recorded_at")
                json.value(budget.recordedAt)
                json.key("hash")
                json.value(hexadecimal: budget.hash)
            }
        case .decision(let decision, let entries):
            let body = try self.body(decision.decision, "a decision on \(decision.key)")
            return self.value("decision") { json in
                self.write(decision, body, to: &json)
                json.key("entries")
                json.beginArray()
                for entry in entries { self.write(entry, to: &json) }
                json.endArray()
                json.key("hash")
                json.value(hexadecimal: decision.hash)
            }
        }
    }

    private static func write(_ decision: DecisionRecord, _ body: Body, to json: inout JSONWriter) {
        json.key("program")
        json.value(decision.key.program)
        json.key("sequence")
        json.value(decision.sequence)
        json.key("application")
        json.value(decision.key.application)
        json.key("revision")
        json.value(decision.revision)
        json.key("number")
        json.value(decision.number)
        json.key("status")
        json.value(decision.status)
        json.key("edition")
        json.value(decision.edition)
        json.key("event")
        json.value(decision.eventID)
        json.key("content_digest")
        json.value(hexadecimal: decision.contentDigest)
        json.key("recorded_at")
        json.value(decision.recordedAt)
        json.key("body")
        json.value(body)
    }

    private static func write(_ entry: EntryRecord, to json: inout JSONWriter) {
        json.beginObject()
        json.key("revision")
        json.value(entry.revision)
        self.write(entry.key, scope: entry.scope, line: entry.line, to: &json)
        json.key("kind")
        json.value(entry.kind.rawValue)
        json.key("cents")
        json.value(entry.cents)
        json.endObject()
    }

    private static func write(_ key: BalanceKey, scope: String, line: String?, to json: inout JSONWriter) {
        json.key("limit")
        json.value(key.limit)
        json.key("key")
        json.value(key.key)
        json.key("scope")
        json.value(scope)
        json.key("line")
        json.value(line)
    }

    static func application(_ application: ApplicationRecord) throws(LedgerFault) -> [UInt8] {
        let content = try self.body(application.content, "the content of \(application.key)")
        return self.value("application") { json in
            json.key("program")
            json.value(application.key.program)
            json.key("application")
            json.value(application.key.application)
            json.key("revision")
            json.value(application.revision)
            json.key("number")
            json.value(application.decisionNumber)
            json.key("status")
            json.value(application.status)
            json.key("order")
            json.value(application.order)
            json.key("portal")
            json.value(application.portal)
            json.key("traceparent")
            json.value(application.traceparent)
            json.key("withdrawn_by")
            json.value(application.withdrawnBy)
            json.key("holdings")
            json.beginArray()
            for holding in application.holdings {
                json.beginObject()
                self.write(holding.key, scope: holding.scope, line: holding.line, to: &json)
                json.key("state")
                json.value(holding.state.rawValue)
                json.key("cents")
                json.value(holding.cents)
                json.endObject()
            }
            json.endArray()
            json.key("content_digest")
            json.value(hexadecimal: application.contentDigest)
            json.key("content")
            json.value(content)
        }
    }

    static func task(_ task: TaskRecord) throws(LedgerFault) -> [UInt8] {
        let body = try self.body(task.body, "the task \(task.task)")
        var outcome: Body?
        if let answer = task.outcome { outcome = try self.body(answer, "the answer to \(task.task)") }
        return self.value("task") { json in
            json.key("task")
            json.value(task.task)
            json.key("program")
            json.value(task.key.program)
            json.key("application")
            json.value(task.key.application)
            json.key("revision")
            json.value(task.revision)
            json.key("kind")
            json.value(task.kind)
            json.key("rule")
            json.value(task.rule)
            json.key("line")
            json.value(task.line)
            json.key("state")
            json.value(task.state.rawValue)
            json.key("opened_at")
            json.value(task.openedAt)
            json.key("due_on")
            json.value(task.dueOn)
            json.key("reviewer")
            json.value(task.reviewer)
            json.key("answered_by")
            json.value(task.answeredBy)
            json.key("outcome")
            if let outcome { json.value(outcome) } else { json.null() }
            json.key("body")
            json.value(body)
        }
    }

    static func event(_ event: OutboxEvent) throws(LedgerFault) -> [UInt8] {
        let body = try self.body(event.body, "the event \(event.id)")
        return self.value("event") { json in
            json.key("id")
            json.value(event.id)
            json.key("type")
            json.value(event.type)
            json.key("exchange")
            json.value(event.exchange)
            json.key("routing_key")
            json.value(event.routingKey)
            json.key("correlation_id")
            json.value(event.correlationID)
            json.key("traceparent")
            json.value(event.traceparent)
            json.key("created_at")
            json.value(event.createdAt)
            json.key("returned")
            json.value(event.returned)
            json.key("body")
            json.value(body)
        }
    }
}
