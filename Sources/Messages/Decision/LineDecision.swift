import JSON

/// What was decided on one line.
public struct LineDecision: Sendable, Equatable {
    /// The line's id.
    public let id: String
    /// Its measure.
    public let measure: String
    /// Its tier or class; `nil` where there is none or it is not known.
    public let tier: String?
    /// What became of it.
    public var status: LineStatus
    /// The formula's result before limits; `nil` where it can't be computed.
    public let calculated: Cents?
    /// What it gets.
    public var awarded: Cents
    /// The contractor's part of `awarded`.
    public var contractorReward: Cents
    /// The limits that it fell under.
    public var limits: [LimitUse]
    /// How every rule that applies to it ended.
    public let findings: [Finding]

    /// A line of all its parts.
    public init(
        id: String,
        measure: String,
        tier: String?,
        status: LineStatus,
        calculated: Cents?,
        awarded: Cents,
        contractorReward: Cents,
        limits: [LimitUse],
        findings: [Finding]
    ) {
        self.id = id
        self.measure = measure
        self.tier = tier
        self.status = status
        self.calculated = calculated
        self.awarded = awarded
        self.contractorReward = contractorReward
        self.limits = limits
        self.findings = findings
    }

    func write(to json: inout JSONWriter) {
        json.beginObject()
        json.key("id")
        json.value(self.id)
        json.key("measure")
        json.value(self.measure)
        json.key("tier")
        json.value(self.tier)
        json.key("status")
        json.value(self.status.rawValue)
        json.key("calculated")
        json.value(self.calculated)
        json.key("awarded")
        json.value(self.awarded)
        json.key("contractor_reward")
        json.value(self.contractorReward)
        json.key("limits")
        json.beginArray()
        for use in self.limits { use.write(to: &json) }
        json.endArray()
        json.key("findings")
        json.beginArray()
        for finding in self.findings { finding.write(to: &json) }
        json.endArray()
        json.endObject()
    }
}
