public import Messages
import Rulebook

/// An application with all that can be said of it without the ledger: findings, tiers, amounts before limits, statuses.
public struct Assessment: Sendable {
    /// One line; an object, so that a copy counts one reference.
    final class Line: Sendable {
        let id: String
        let measure: Measure
        let status: LineStatus
        let tier: String?
        /// Before limits, rounded half up to the cent; `nil` where it can't be computed.
        let calculated: Cents?
        /// The contractor's part before it is cut to what the line is awarded.
        let reward: Cents
        let limits: [LimitAtHand]
        let findings: [RuleFinding]

        init(
            id: String,
            measure: Measure,
            status: LineStatus,
            tier: String?,
            calculated: Cents?,
            reward: Cents,
            limits: [LimitAtHand],
            findings: [RuleFinding]
        ) {
            self.id = id
            self.measure = measure
            self.status = status
            self.tier = tier
            self.calculated = calculated
            self.reward = reward
            self.limits = limits
            self.findings = findings
        }
    }

    /// A limit that a line falls under, with its maximum for this application.
    struct LimitAtHand: Sendable {
        let limit: Limit
        /// Whose limit it is.
        let key: String
        /// `nil`: awards count, but nothing is cut.
        let maximum: Cents?
    }

    /// The application.
    public let application: Application
    let findings: [RuleFinding]
    let lines: [Line]

    /// What becomes of the application as far as its lines tell; a budget may yet put it on the waitlist.
    public var status: ApplicationStatus {
        if self.lines.contains(where: { $0.status == .incomplete }) { return .incomplete }
        if self.lines.contains(where: { $0.status == .inReview }) { return .inReview }
        guard self.lines.contains(where: { $0.status == .denied }) else { return .approved }
        return self.lines.allSatisfy { $0.status == .denied } ? .denied : .partiallyApproved
    }

    /// The paths of the facts that would settle what is unknown on incomplete lines, in the order of the application.
    var missing: [String] {
        guard self.lines.contains(where: { $0.status == .incomplete }) else { return [] }
        let lines = self.lines.filter { $0.status == .incomplete }.flatMap(\.findings)
        var seen: Set<FactID> = []
        let ids = (self.findings + lines).filter { $0.result == .unknown }.flatMap(\.missing)
            .filter { seen.insert($0).inserted }
        return ids.map { $0.path(self.application.rulebook.facts) }
    }
}
