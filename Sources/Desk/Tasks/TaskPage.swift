public import Ledger
public import Messages
public import Rulebook

/// All that a reviewer needs to answer one task.
public struct TaskPage: Sendable, Equatable {
    /// The task.
    public let summary: TaskSummary
    /// How it was answered; `nil` while it is open, and where it ended without an answer.
    public let answer: Answer?
    /// The program's name, for people.
    public let program: String
    /// The line's measure, for people; `nil` for a task of the application as a whole.
    public let measure: String?
    /// The facts that the task turns on.
    public let facts: [FactLine]
    /// How the rule that asks ended, with the passage that it rests on.
    public let asking: Finding?
    /// The other findings of the line, or of the application, those that are not met first.
    public let findings: [Finding]
    /// The findings of the application as a whole, for a task of a line.
    public let wholeFindings: [Finding]
    /// All lines of the application.
    public let lines: [LineOverview]
    /// The decision as it stands; `nil` if it can't be read.
    public let decision: Decision?
    /// Who applies, where, and with which papers.
    public let applicant: ApplicantDetails
    /// The application's other open tasks.
    public let siblings: [TaskSummary]

    /// A page of a task.
    ///
    /// - Parameters:
    ///   - task: The task's record.
    ///   - application: The application as it stands.
    ///   - tasks: All tasks of the application.
    ///   - rulebook: The edition by which it was decided.
    public init(_ task: TaskRecord, application: ApplicationRecord?, tasks: [TaskRecord], rulebook: Rulebook?) {
        let opening = OpeningContext(task)
        let present = application.flatMap { $0.revision == task.revision ? Decision(json: $0.decision) : nil }
        let decision = present ?? opening.decision
        self.summary = TaskSummary(task)
        self.answer = Answer(task)
        self.program = rulebook?.title ?? task.key.program
        self.decision = decision
        let lines = decision.map { LineOverview.lines(of: $0, rulebook: rulebook) } ?? []
        let line = task.line.flatMap { id in lines.first { $0.id == id } }
        self.lines = lines
        self.measure = line.map { $0.title == $0.measure ? $0.measure : "\($0.title) (\($0.measure))" }
        let ids = lines.map(\.id)
        self.facts = opening.facts.map { FactLine($0, facts: rulebook?.facts, lines: ids) }
        let own = task.line == nil ? decision?.findings ?? [] : line?.decision.findings ?? []
        self.asking = own.first { $0.rule == task.rule }
        self.findings = own.filter { $0.rule != task.rule }.gravestFirst
        self.wholeFindings = task.line == nil ? [] : (decision?.findings ?? []).gravestFirst
        self.applicant = ApplicantDetails(application?.content ?? [])
        self.siblings =
            tasks.filter { $0.state == .open && $0.task != task.task && $0.revision == task.revision }
            .map(TaskSummary.init)
    }

    /// The line that the task is about.
    public var line: LineOverview? { self.lines.first { $0.id == self.summary.line } }

    /// Whether an answer can still be taken.
    public var isOpen: Bool { self.summary.state == .open }

    /// Why an answer can't be taken any more, in a sentence; `nil` while it can.
    public var ended: String? {
        switch self.summary.state {
        case .open: nil
        case .completed: "This task is already closed: \(self.answer?.words ?? "it was answered")."
        case .superseded: "This task is closed: a higher revision of the application took its place."
        case .withdrawn: "This task is closed: the application was withdrawn."
        }
    }
}

extension [Finding] {
    /// Those that need attention first, then those that are met; otherwise in their order.
    var gravestFirst: [Finding] {
        let order: [FindingResult] = [.notMet, .unknown, .review, .met]
        return order.flatMap { result in self.filter { $0.result == result } }
    }
}
