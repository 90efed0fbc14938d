public import JSON
public import Messages

/// A reviewer's answer as it was sent: whether it is allowed, only the ledger's task can tell.
public struct OutcomeDraft: Sendable {
    /// The task that it answers; `nil` where none is named.
    public let task: String?
    /// Who answers; `nil` where nobody is named.
    public let reviewer: String?
    /// The user who sent it, where that user answers for nobody else: who is told what is wrong, whatever name stands in it.
    public var sender: String?
    /// Why it is not taken, whatever its task is.
    public var refusals: [Problem] = []
    /// What was answered; `nil` where it is none of the answers that there are.
    public let verdict: ReviewOutcome.Verdict?
    private let note: String?
    private let amount: Cents?
    private let hasAmount: Bool
    private let choice: String?
    private let hasChoice: Bool
    private let problems: [Problem]

    private static let fields = ["task", "outcome", "reviewer", "note", "amount", "choice"]

    /// Reads an outcome: `{task, outcome, reviewer, note?, amount?, choice?}`.
    public init(_ data: JSONValue) {
        var problems = ProblemList()
        if data.kind != .object { problems.add("", "an outcome must be a JSON object") }
        for (key, _) in data.members where !Self.fields.contains(key.string) {
            problems.add(key.string, "is no field of an outcome; it has \(Self.fields.joined(separator: ", "))")
        }
        func text(_ name: String) -> String? {
            guard let value = data[name], !value.isNull else { return nil }
            if let text = value.string { return text }
            problems.add(name, "must be text")
            return nil
        }
        self.task = text("task")
        self.note = text("note")
        let reviewer = text("reviewer")
        self.reviewer = reviewer.flatMap { $0.allSatisfy(\.isWhitespace) ? nil : $0 }
        if data.kind == .object, self.reviewer == nil { problems.add("reviewer", "is required: who answers") }
        self.verdict = data["outcome"]?.string.flatMap(ReviewOutcome.Verdict.init(rawValue:))
        if data.kind == .object, self.verdict == nil {
            let verdicts = ReviewOutcome.Verdict.allCases.map(\.rawValue).joined(separator: ", ")
            problems.add("outcome", "must be one of \(verdicts)")
        }
        self.hasAmount = !(data["amount"]?.isNull ?? true)
        self.amount = data["amount"].flatMap(NumberReader.money)
        self.hasChoice = !(data["choice"]?.isNull ?? true)
        self.choice = data["choice"]?.string
        self.problems = problems.problems
    }

    /// The outcome, where the task allows it; else every problem.
    ///
    /// - Parameter task: The open task that it answers; `nil`: there is none, or it has ended.
    public func outcome(for task: ReviewTask?, notOpen: String) -> Result<ReviewOutcome, OutcomeProblems> {
        var problems = self.problems
        guard let task else {
            problems.append(Problem(path: "task", problem: self.task == nil ? "is required" : notOpen))
            return .failure(OutcomeProblems(problems: problems))
        }
        // With another outcome than approval, amount and choice have no effect.
        if self.verdict == .approve {
            if task.setsAmount, self.amount == nil {
                problems.append(
                    Problem(path: "amount", problem: "is required: dollars with two decimals, such as \"1234.50\"")
                )
            }
            if !task.setsAmount, self.hasAmount {
                problems.append(Problem(path: "amount", problem: "is not allowed: the program's rules set the amount"))
            }
            if self.hasChoice, !(self.choice.map(task.choices.contains) ?? false) {
                let choices = task.choices.joined(separator: ", ")
                let allowed = task.choices.isEmpty ? "this task offers no choice" : "must be one of \(choices)"
                problems.append(Problem(path: "choice", problem: allowed))
            }
        }
        guard problems.isEmpty, let verdict, let reviewer else {
            return .failure(OutcomeProblems(problems: problems))
        }
        let isApproval = verdict == .approve
        return .success(
            ReviewOutcome(
                task: task.task,
                verdict: verdict,
                reviewer: reviewer,
                note: self.note,
                amount: isApproval ? self.amount : nil,
                choice: isApproval ? self.choice : nil
            )
        )
    }
}

/// Why an outcome can't be taken.
public struct OutcomeProblems: Error, Sendable {
    /// All that is wrong.
    public let problems: [Problem]
}
