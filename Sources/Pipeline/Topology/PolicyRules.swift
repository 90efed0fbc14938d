internal import Messages

/// What the policies of a queue have to say, so that nothing is lost in it.
struct PolicyRules: Sendable {
    /// After how many failed deliveries the worker itself sets a message aside.
    let deliveryLimit: Int

    /// Every queue whose policies matter to a worker.
    func check(
        _ management: ManagementAPI,
        vhost: String,
        _ report: inout TopologyCheck.Report
    ) async throws(ManagementFault) {
        for queue in WorkTopology.inputs.map(\.name) {
            guard let found = try await management.queue(queue, in: vhost) else { continue }
            self.checkInput(found, &report)
        }
        for delay in WorkTopology.retryDelays {
            guard let found = try await management.queue(Names.retry(delay.name), in: vhost) else { continue }
            self.checkRetry(found, &report)
        }
    }

    /// A queue that workers consume from.
    func checkInput(_ queue: ManagedQueue, _ report: inout TopologyCheck.Report) {
        let limit = queue.number("delivery-limit")
        guard queue.text("dead-letter-exchange") != nil else {
            if let limit {
                report.refusals.append(
                    "queue '\(queue.name)' has a delivery limit of \(limit) and no dead-letter exchange (policy "
                        + "\(queue.policy ?? "none")): the broker would drop a message that is handed out more often; "
                        + "import what `rebated topology definitions` prints"
                )
            } else {
                report.warnings.append(
                    "queue '\(queue.name)' has no dead-letter exchange, and a broker from RabbitMQ 4 on drops a message "
                        + "that was handed out 20 times; import what `rebated topology definitions` prints"
                )
            }
            return
        }
        if let limit, limit <= self.deliveryLimit {
            report.warnings.append(
                "queue '\(queue.name)' has a delivery limit of \(limit), which is not above the worker's own of "
                    + "\(self.deliveryLimit): the broker sets messages aside before the worker can say why"
            )
        }
    }

    /// A queue that holds messages back for a while.
    func checkRetry(_ queue: ManagedQueue, _ report: inout TopologyCheck.Report) {
        var lacks: [String] = []
        if queue.number("message-ttl") == nil { lacks.append("no message-ttl, and would keep what it gets") }
        if queue.text("dead-letter-exchange") == nil {
            lacks.append("no dead-letter-exchange, and would drop what it gets")
        }
        guard !lacks.isEmpty else {
            report.proven.insert(queue.name)
            return
        }
        report.unusable.insert(queue.name)
        report.warnings.append(
            "queue '\(queue.name)' has \(lacks.joined(separator: "; it has ")): it is not used, and messages that are to "
                + "be tried again wait in the worker; import what `rebated topology definitions` prints"
        )
    }
}
