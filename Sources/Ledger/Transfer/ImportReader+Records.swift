internal import JSON
internal import Messages

extension ImportReader {
    func decision() throws(LedgerFault) -> ImportPlan.Item {
        let key = try self.key
        let moment = try self.integer("recorded_at")
        let sequence = try self.integer("sequence")
        var entries: [EntryRecord] = []
        for entry in try self.list("entries") {
            guard let kind = EntryRecord.Kind(rawValue: try entry.text("kind")) else { throw self.missing("kind") }
            entries.append(
                EntryRecord(
                    application: key,
                    revision: Int(try entry.integer("revision")),
                    key: BalanceKey(limit: try entry.text("limit"), key: try entry.text("key")),
                    scope: try entry.text("scope"),
                    line: entry.optionalText("line"),
                    kind: kind,
                    cents: try entry.integer("cents"),
                    recordedAt: moment,
                    sequence: sequence
                )
            )
        }
        let decision = DecisionRecord(
            key: key,
            revision: Int(try self.integer("revision")),
            number: Int(try self.integer("number")),
            status: try self.text("status"),
            edition: try self.text("edition"),
            eventID: try self.text("event"),
            contentDigest: try self.bytes("content_digest"),
            decision: try self.body("body"),
            recordedAt: moment,
            sequence: sequence,
            hash: try self.bytes("hash")
        )
        return .link(.decision(decision, entries: entries), program: key.program)
    }

    func application() throws(LedgerFault) -> ApplicationRecord {
        var holdings: [Holding] = []
        for holding in try self.list("holdings") {
            guard let state = Holding.State(rawValue: try holding.text("state")) else { throw self.missing("state") }
            holdings.append(
                Holding(
                    key: BalanceKey(limit: try holding.text("limit"), key: try holding.text("key")),
                    scope: try holding.text("scope"),
                    line: holding.optionalText("line"),
                    cents: try holding.integer("cents"),
                    state: state
                )
            )
        }
        // What its decisions say of it is in the ledger by then.
        return ApplicationRecord(
            key: try self.key,
            revision: Int(try self.integer("revision")),
            contentDigest: try self.bytes("content_digest"),
            content: try self.body("content"),
            portal: try self.text("portal"),
            traceparent: self.optionalText("traceparent"),
            edition: "",
            status: try self.text("status"),
            decisionNumber: Int(try self.integer("number")),
            decision: [],
            eventID: "",
            holdings: holdings,
            order: try self.integer("order"),
            withdrawnBy: self.optionalText("withdrawn_by")
        )
    }

    func task() throws(LedgerFault) -> TaskRecord {
        guard let state = TaskRecord.State(rawValue: try self.text("state")) else { throw self.missing("state") }
        return TaskRecord(
            task: try self.text("task"),
            key: try self.key,
            revision: Int(try self.integer("revision")),
            kind: try self.text("kind"),
            rule: try self.text("rule"),
            line: self.optionalText("line"),
            state: state,
            body: try self.body("body"),
            outcome: try self.optionalBody("outcome"),
            reviewer: self.optionalText("reviewer"),
            answeredBy: self.optionalText("answered_by"),
            openedAt: try self.integer("opened_at"),
            dueOn: self.optionalText("due_on")
        )
    }

    func event() throws(LedgerFault) -> OutboxEvent {
        OutboxEvent(
            id: try self.text("id"),
            type: try self.text("type"),
            exchange: try self.text("exchange"),
            routingKey: try self.text("routing_key"),
            correlationID: try self.text("correlation_id"),
            traceparent: self.optionalText("traceparent"),
            body: try self.body("body"),
            createdAt: try self.integer("created_at"),
            returned: self.optionalText("returned")
        )
    }
}
