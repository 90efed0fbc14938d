internal import AMQP
internal import Logging
internal import Messages
internal import ServiceLifecycle
internal import Telemetry

/// Looks, before a worker consumes, whether the broker has what it needs, and as it needs it.
///
/// What is missing is told and waited for, as an operator may be about to make it. What exists otherwise than wanted is
/// refused: a message could be lost by it, and waiting would not help.
struct TopologyCheck: Sendable {
    /// What was found.
    struct Report: Sendable, Equatable {
        /// What no worker may work with.
        var refusals: [String] = []
        /// What is missing or looks wrong.
        var warnings: [String] = []
        /// What could not be looked at.
        var remarks: [String] = []
        /// Exchanges of retry queues that would keep a message for ever, or drop it.
        var unusable: Set<String> = []
        /// Exchanges of retry queues whose policy was seen to send messages back.
        var proven: Set<String> = []
    }

    let broker: ConnectionConfiguration
    let management: ManagementAPI?
    let deliveryLimit: Int
    let logger: Logger
    var telemetry = WorkerTelemetry.none

    /// Looks, again and again until the broker can be asked.
    ///
    /// - Returns: What was found; `nil` if a stop came first.
    /// - Throws: `AMQPError` with code `preconditionFailed` that says what differs.
    func run() async throws(AMQPError) -> Report? {
        let log = LinkLog(self.logger, purpose: "checking the topology")
        var failures = 0
        while !Task.isCancelled, !Task.isShuttingDownGracefully {
            let report: Report
            do throws(AMQPError) { report = try await self.once() } catch {
                failures += 1
                let delay = self.broker.backoff.delay(afterFailures: failures, jitter: .random(in: 0...1))
                log.tell(.disconnected(error, retryIn: delay))
                self.telemetry.tell(.unreachable(error.description))
                await cancelWhenGracefulShutdown { try? await Task.sleep(for: delay) }
                continue
            }
            for remark in report.remarks { self.logger.info("\(remark)") }
            for warning in report.warnings { self.logger.warning("\(warning)") }
            guard report.refusals.isEmpty else {
                throw AMQPError(.preconditionFailed, report.refusals.joined(separator: "; "))
            }
            return report
        }
        return nil
    }

    /// Looks once, also at the policies if there is a way to see them.
    func once() async throws(AMQPError) -> Report {
        var report = try await self.look()
        if let management { await self.addPolicies(management, to: &report) }
        return report
    }

    private func look() async throws(AMQPError) -> Report {
        let client = TopologyClient(self.broker)
        let result: Result<Report, AMQPError>
        do throws(AMQPError) { result = .success(try await self.look(client)) } catch { result = .failure(error) }
        await client.close()
        return try result.get()
    }

    private func look(_ client: TopologyClient) async throws(AMQPError) -> Report {
        let wanted = WorkTopology(portals: [], programs: []).declarations
        let (problems, uncompared) = try await client.inspect(wanted)
        var report = Report()
        for problem in problems {
            switch problem.kind {
            case .missing: report.warnings.append("\(problem); `rebated topology apply` makes it")
            case .inaccessible: report.remarks.append("\(problem)")
            case .differs: report.refusals.append(try await self.explain(problem, wanted, client))
            }
        }
        if !uncompared.isEmpty {
            report.remarks.append(
                "the worker's user may not declare, so arguments are not compared: \(uncompared.joined(separator: ", "))"
            )
        }
        return report
    }

    /// A delivery limit without a dead-letter exchange loses messages: that is said as exactly that.
    private func explain(_ problem: TopologyProblem, _ wanted: Topology, _ client: TopologyClient)
        async throws(AMQPError) -> String
    {
        guard problem.argument == Self.limit, let limit = problem.present.flatMap({ Int64($0.filter { $0 != "'" }) }),
            var queue = wanted.queues.first(where: { "queue '\($0.name)'" == problem.subject })
        else { return "\(problem)" }
        // With that argument told too, the broker names the next one that differs, a dead-letter exchange among them.
        queue.arguments.append(Header(Self.limit, .int(limit)))
        let others = try await client.verify(Topology(queues: [queue]))
        guard others.allSatisfy({ $0.argument != Self.target }) else { return "\(problem)" }
        return
            "\(problem.subject) has the argument \(Self.limit) = \(limit) and no \(Self.target): the broker would drop "
            + "a message that is handed out more often; delete the queue and let `rebated topology apply` make it anew, "
            + "without arguments but its type, and set the policies that `rebated topology definitions` prints"
    }

    private static let limit = "x-delivery-limit"
    private static let target = "x-dead-letter-exchange"

    private func addPolicies(_ management: ManagementAPI, to report: inout Report) async {
        let rules = PolicyRules(deliveryLimit: self.deliveryLimit)
        do throws(ManagementFault) {
            try await rules.check(management, vhost: self.vhost, &report)
        } catch { report.warnings.append("policies are not checked: \(error)") }
    }

    private var vhost: String { self.broker.urls.first?.vhost ?? "/" }
}
