public import AMQP
internal import Messages

/// What the broker's policies and bindings lack, as the management API shows them.
public struct PolicySurvey: Sendable, Equatable {
    /// What no worker may work with: a message could be lost.
    public var refusals: [String] = []
    /// Policies that are missing or look wrong, and what comes of it.
    public var warnings: [String] = []
    /// Bindings that a topology has and the broker has not.
    public var missingBindings: [BindingDeclaration] = []
    /// Whether the queues that hold messages back let them go.
    public var areRetriesProven = false
    /// Whether dead letters can be looked at any number of times: each look counts as a delivery.
    public var letsDeadLettersBeSeen = false

    /// A survey that found nothing.
    public init() {}
}

extension ManagementAPI {
    /// How often dead letters may be handed out at least, so that looking at them is safe.
    private static let manyLooks = 1_000

    /// Waits until the broker tells the policies of queues that were just made, for some seconds at most.
    private func settle(_ queues: [String], in vhost: String) async throws(ManagementFault) {
        let deadline = ContinuousClock.now + .seconds(8)
        for queue in queues {
            while try await self.queue(queue, in: vhost)?.isSettled == false, ContinuousClock.now < deadline {
                guard (try? await Task.sleep(for: .milliseconds(300))) != nil else { return }
            }
        }
    }

    /// Looks at policies and bindings; changes nothing.
    ///
    /// - Parameters:
    ///   - vhost: The virtual host.
    ///   - deliveryLimit: After how many failed deliveries a worker sets a message aside.
    ///   - topology: What should be bound.
    /// - Throws: ``ManagementFault`` if it can't be asked.
    public func survey(
        vhost: String,
        deliveryLimit: Int,
        topology: Topology
    ) async throws(ManagementFault) -> PolicySurvey {
        try await self.settle(WorkTopology(portals: [], programs: []).declarations.queues.map(\.name), in: vhost)
        var report = TopologyCheck.Report()
        try await PolicyRules(deliveryLimit: deliveryLimit).check(self, vhost: vhost, &report)
        var survey = PolicySurvey()
        survey.refusals = report.refusals
        survey.warnings = report.warnings
        survey.areRetriesProven = report.unusable.isEmpty && !report.proven.isEmpty
        if let dead = try await self.queue(Names.dead, in: vhost) {
            survey.letsDeadLettersBeSeen = (dead.number("delivery-limit") ?? 0) >= Self.manyLooks
        }
        for queue in topology.queues {
            // A queue that is missing is told as that.
            guard let present = try await self.bindings(of: queue.name, in: vhost) else { continue }
            survey.missingBindings += topology.bindings.filter { $0.queue == queue.name && !present.contains($0) }
        }
        return survey
    }
}
