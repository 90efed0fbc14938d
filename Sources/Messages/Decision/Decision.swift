public import JSON

/// What was decided on an application, and why.
///
/// Source: the contract, section "Decision".
public struct Decision: Sendable, Equatable {
    /// The application.
    public let key: ApplicationKey
    /// The revision that was decided.
    public let revision: Int
    /// The rulebook's edition.
    public let edition: String
    /// The digest of the rulebook.
    public let digest: String
    /// What became of it.
    public var status: ApplicationStatus
    /// What became of its lines.
    public var lines: [LineDecision]
    /// How the rules of the application itself ended.
    public let findings: [Finding]
    /// The paths of the facts that would settle what is unknown.
    public var missing: [String]
    /// Its open tasks.
    public var tasks: [TaskReference]
    /// When it was decided.
    public var decidedAt: String

    /// A decision of all its parts.
    public init(
        key: ApplicationKey,
        revision: Int,
        edition: String,
        digest: String,
        status: ApplicationStatus,
        lines: [LineDecision],
        findings: [Finding],
        missing: [String],
        tasks: [TaskReference],
        decidedAt: String
    ) {
        self.key = key
        self.revision = revision
        self.edition = edition
        self.digest = digest
        self.status = status
        self.lines = lines
        self.findings = findings
        self.missing = missing
        self.tasks = tasks
        self.decidedAt = decidedAt
    }

    /// The sum of what the lines get.
    public var total: Cents { self.lines.reduce(.zero) { $0 + $1.awarded } }
    /// The contractor's part of `total`.
    public var contractorReward: Cents { self.lines.reduce(.zero) { $0 + $1.contractorReward } }
    /// The customer's part of `total`.
    public var customerAmount: Cents { self.total - self.contractorReward }

    /// The decision after the portal took the application back: no money, no tasks, nothing missing; what was found
    /// and computed stays.
    public func withdrawn(at time: String) -> Decision {
        var decision = self
        decision.decidedAt = time
        decision.status = .withdrawn
        decision.missing = []
        decision.tasks = []
        for index in decision.lines.indices {
            decision.lines[index].status = .withdrawn
            decision.lines[index].awarded = .zero
            decision.lines[index].contractorReward = .zero
            decision.lines[index].limits = []
        }
        return decision
    }

    /// Writes the decision as its event's `data`.
    public func write(to json: inout JSONWriter) {
        json.beginObject()
        json.key("application")
        json.value(self.key.application)
        json.key("revision")
        json.value(self.revision)
        json.key("program")
        json.value(self.key.program)
        json.key("rulebook")
        json.beginObject()
        json.key("edition")
        json.value(self.edition)
        json.key("digest")
        json.value(self.digest)
        json.endObject()
        json.key("status")
        json.value(self.status.rawValue)
        json.key("total")
        json.value(self.total)
        json.key("contractor_reward")
        json.value(self.contractorReward)
        json.key("customer_amount")
        json.value(self.customerAmount)
        json.key("measures")
        json.beginArray()
        for line in self.lines { line.write(to: &json) }
        json.endArray()
        json.key("findings")
        json.beginArray()
        for finding in self.findings { finding.write(to: &json) }
        json.endArray()
        json.key("missing")
        json.beginArray()
        for path in self.missing { json.value(path) }
        json.endArray()
        json.key("tasks")
        json.beginArray()
        for task in self.tasks { task.write(to: &json) }
        json.endArray()
        json.key("decided_at")
        json.value(self.decidedAt)
        json.endObject()
    }

    /// The decision as JSON.
    public func json() -> [UInt8] {
        var json = JSONWriter(capacity: 2048 + 1024 * self.lines.count)
        self.write(to: &json)
        return json.finish()
    }
}
