public import Ledger
public import Messages
public import Rulebook

/// Where an application stands: decision, tasks, what is missing, money, and how it came to this.
public struct ApplicationPage: Sendable, Equatable {
    /// The application.
    public let key: ApplicationKey
    /// The present revision.
    public let revision: Int
    /// Who sent it; `-` if nobody vouched.
    public let portal: String
    /// The status as it is recorded.
    public let status: String
    /// The program's name, for people.
    public let program: String
    /// The edition by which it was decided, if it is at hand.
    public let edition: String?
    /// The present decision; `nil` if it can't be read.
    public let decision: Decision?
    /// Its lines.
    public let lines: [LineOverview]
    /// What is missing.
    public let missing: [FactLine]
    /// The tasks that wait for a reviewer.
    public let openTasks: [TaskSummary]
    /// What it holds of each limit at present.
    public let holdings: [Holding]
    /// Who applies, where, and with which papers.
    public let applicant: ApplicantDetails
    /// What happened to it, the earliest first.
    public let timeline: [TimelineEvent]

    /// A page of an application.
    ///
    /// - Parameters:
    ///   - application: The application as it stands.
    ///   - history: Its decisions.
    ///   - tasks: Its tasks, of all revisions.
    ///   - rulebook: The edition by which it was decided.
    public init(
        _ application: ApplicationRecord,
        history: [DecisionRecord],
        tasks: [TaskRecord],
        rulebook: Rulebook?
    ) {
        let decision = Decision(json: application.decision)
        self.key = application.key
        self.revision = application.revision
        self.portal = application.portal
        self.status = application.status
        self.program = rulebook?.title ?? application.key.program
        self.edition = decision?.edition ?? rulebook?.edition
        self.decision = decision
        self.lines = decision.map { LineOverview.lines(of: $0, rulebook: rulebook) } ?? []
        let ids = self.lines.map(\.id)
        self.missing = (decision?.missing ?? []).map { FactLine(missing: $0, facts: rulebook?.facts, lines: ids) }
        self.openTasks = tasks.filter { $0.state == .open }.map(TaskSummary.init)
        self.holdings = application.holdings
        self.applicant = ApplicantDetails(application.content)
        self.timeline = Timeline.events(history: history, tasks: tasks)
    }

    /// The status as a person says it.
    public var statusWords: String { self.status.replacing("_", with: " ") }

    /// What the status means for money, in a sentence; `nil` if the decision can't be read.
    public var outcome: String? {
        guard let decision else { return nil }
        let total = decision.total.dollars
        switch decision.status {
        case .approved, .partiallyApproved:
            let parts =
                decision.contractorReward == .zero
                ? ""
                : ": \(decision.customerAmount.dollars) for the customer, \(decision.contractorReward.dollars) for the contractor"
            return "\(total) is awarded\(parts)."
        case .inReview: return "\(total) is reserved until a person has decided."
        case .denied: return "None of its lines meets the program’s rules."
        case .incomplete: return "Facts or documents are missing; it holds no place in the line."
        case .waitlisted: return "It meets the rules, but the program’s budget does not cover it."
        case .withdrawn: return "The portal took it back; nothing is reserved or awarded."
        }
    }
}
