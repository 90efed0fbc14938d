internal import Messages

extension Measurements {
    /// From which age of the oldest event on the outbox is told of, in seconds.
    private static let oldOutbox = 60.0

    /// What is wrong, the worst first.
    public var troubles: [Trouble] {
        guard let latest else { return [.warning("nothing was read yet")] }
        let all =
            self.silence(latest) + self.workers.flatMap(self.state) + self.queueTroubles + self.outboxTroubles
            + self.flowTroubles + self.differences + self.budgetTroubles
        return all.filter(\.isFault) + all.filter { !$0.isFault }
    }

    private func silence(_ latest: Reading) -> [Trouble] {
        var troubles: [Trouble] = []
        for worker in self.workers where worker.page == nil {
            // Of what a library says only the end tells the reason.
            let reason = worker.problem?.split(separator: ": ").last ?? "no reason is known"
            troubles.append(.fault("worker \(worker.name) does not answer: \(reason)"))
        }
        if self.workers.isEmpty {
            troubles.append(
                .fault("no worker answers on this machine: start one (`rebated run`), or name it by --worker URL")
            )
        }
        if let problem = latest.brokerProblem { troubles.append(.fault("the broker: \(problem)")) }
        if let problem = latest.ledgerProblem { troubles.append(.fault("the ledger: \(problem)")) }
        return troubles
    }

    private func state(_ worker: WorkerReading) -> [Trouble] {
        guard let page = worker.page else { return [] }
        let name = "worker \(worker.name)"
        if page.sum("rebated_draining") ?? 0 > 0 || worker.readiness?.isDraining == true {
            let rest = page.sum("rebated_drain_estimate_seconds").map { ", about \(Figures.span($0)) more" } ?? ""
            return [.warning("\(name) finishes what it has, to stop\(rest)")]
        }
        var troubles: [Trouble] = []
        if let readiness = worker.readiness, !readiness.isReady {
            troubles.append(.fault("\(name) is not ready: \(readiness.words)"))
        } else if worker.readiness == nil, page.sum("rebated_ready") == 0 {
            let checks = page["rebated_ready_check"].filter { $0.value == 0 }.compactMap { $0.labels["check"] }
            let words = checks.isEmpty ? "`curl http://\(worker.name)/ready` says why" : checks.joined(separator: ", ")
            troubles.append(.fault("\(name) is not ready: \(words)"))
        }
        if page.sum("rebated_connection_blocked") ?? 0 > 0 {
            troubles.append(.fault("the broker takes no messages from \(name): `rabbitmq-diagnostics alarms`"))
        }
        // A worker that is not ready says why by itself.
        guard troubles.isEmpty else { return troubles }
        let lost = page["rebated_connected"].filter { $0.value == 0 }.compactMap { $0.labels["connection"] }
        for connection in lost { troubles.append(.fault("\(name) has no connection for \(connection)")) }
        if page.sum("rebated_ledger_up") == 0 { troubles.append(.fault("\(name) can't use the ledger")) }
        return troubles
    }

    private var queueTroubles: [Trouble] {
        var troubles: [Trouble] = []
        for queue in self.queues {
            switch queue.name {
            case Names.dead where queue.ready > 0:
                let words = Figures.many(Double(queue.ready), "message")
                troubles.append(.fault("\(Names.dead) holds \(words): `rebated dead-letters list`"))
            case Names.applications, Names.reviews:
                if queue.consumers == 0 {
                    let words = "nobody takes from \(queue.name)"
                    let waiting = queue.ready > 0 ? "; waiting: \(Figures.many(Double(queue.ready), "message"))" : ""
                    troubles.append(queue.ready > 0 ? .fault(words + waiting) : .warning(words))
                } else if queue.ready >= QueueJudgement.backlog {
                    troubles.append(.warning(self.backlog(queue)))
                }
            default: break
            }
        }
        // Without a connection nothing can be counted, and that is told already.
        let isConnected = self.pages.contains { ($0.sum("rebated_connected") ?? 0) > 0 }
        if isConnected, !self.uncountedQueues.isEmpty {
            let names = self.uncountedQueues.joined(separator: ", ")
            troubles.append(.warning("\(names) can't be counted, and may be missing: `rebated doctor`"))
        }
        return troubles
    }

    private func backlog(_ queue: QueueFacts) -> String {
        let words = "\(Figures.count(Double(queue.ready))) messages wait in \(queue.name)"
        let rate = self.rate("rebated_deliveries_total", where: ["queue": queue.name])
        return rate > 0.01 ? "\(words), about \(Figures.span(Double(queue.ready) / rate)) of work" : words
    }

    private var outboxTroubles: [Trouble] {
        var troubles: [Trouble] = []
        let outbox = self.outbox
        if outbox.returned > 0 {
            let words = Figures.many(outbox.returned, "event")
            troubles.append(.fault("\(words) found no queue: `rebated doctor` names it"))
        }
        if let age = outbox.oldest, age >= Self.oldOutbox {
            troubles.append(.fault("events wait to be published, the oldest for \(Figures.span(age))"))
        }
        return troubles
    }

    private var flowTroubles: [Trouble] {
        let span = "\(Int(Self.quantileSpan)) s"
        var troubles: [Trouble] = []
        let dead = self.increase("rebated_dead_letters_total")
        if dead > 0 { troubles.append(.fault("\(Figures.many(dead, "message")) set aside within \(span)")) }
        let failures = self.increase("rebated_ledger_failures_total")
        if failures > 0 {
            troubles.append(.fault("the ledger failed, \(Figures.many(failures, "time")) within \(span)"))
        }
        let retries = self.increase("rebated_retries_total")
        if retries > 0 {
            troubles.append(
                .warning("\(Figures.many(retries, "message")) put off within \(span), to be tried again")
            )
        }
        let reconnects = self.increase("rebated_reconnects_total")
        if reconnects > 0 {
            troubles.append(.warning("workers reconnected, \(Figures.many(reconnects, "time")) within \(span)"))
        }
        if self.increase("rebated_rulebook_refusals_total") > 0 {
            troubles.append(
                .warning("a rulebook was refused: `rebated rulebook check FILE`; the last good one is kept")
            )
        }
        return troubles
    }

    /// What should be the same in all workers and is not.
    private var differences: [Trouble] {
        var troubles: [Trouble] = []
        let versions = self.values(of: "version", in: "rebated_build_info")
        if versions.count > 1 {
            troubles.append(.warning("workers run different versions: \(versions.joined(separator: ", "))"))
        }
        for program in self.values(of: "program", in: "rebated_rulebook_info") {
            let sets = self.pages.map { page in
                Set(
                    page["rebated_rulebook_info"].filter { $0.labels["program"] == program }.map { $0.labels["digest"] }
                )
            }
            guard let first = sets.first, sets.contains(where: { $0 != first }) else { continue }
            troubles.append(.warning("workers judge \(program) by different rulebooks"))
        }
        return troubles
    }

    private var budgetTroubles: [Trouble] {
        self.budgets.compactMap { budget in
            guard let dollars = budget.dollars, let used = budget.used, dollars > 0 else { return nil }
            let waiting = self.largest("rebated_waitlisted_applications", where: ["program": budget.program]) ?? 0
            let wait = waiting > 0 ? "; waiting: \(Figures.count(waiting))" : ""
            if used >= dollars { return .warning("the budget of \(budget.program) is used up\(wait)") }
            let percent = Int(used / dollars * 100)
            return percent >= 90 ? .warning("\(percent) % of the budget of \(budget.program) is used\(wait)") : nil
        }
    }
}
