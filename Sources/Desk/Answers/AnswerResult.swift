public import Messages

/// What became of an answer.
public enum AnswerResult: Sendable, Equatable {
    /// The ledger has it, and the application stands as told; `nil` where it can't be read.
    case recorded(ApplicationStatus?, total: Cents?, openTasks: Int)
    /// It was not taken: why.
    case refused(String)
    /// The broker has it, but no worker has taken it within the time that was waited.
    case waiting
    /// It was not sent, or it is not known whether it was: why.
    case unsent(String)

    /// The result in a sentence or two.
    public var words: String {
        switch self {
        case .recorded(let status, let total, let open):
            if open > 0 {
                let tasks = open == 1 ? "another task" : "\(open) other tasks"
                return "Your answer is recorded; \(tasks) of this application \(open == 1 ? "is" : "are") still open."
            }
            guard let status else { return "Your answer is recorded." }
            let amount = total.map { ", \($0.dollars)" } ?? ""
            return "Your answer is recorded. The application is decided: \(status.spoken)\(amount)."
        case .refused(let problem): return "Your answer was not taken: \(problem)"
        case .waiting:
            return
                "Your answer is with the broker, but no worker has recorded it yet. It is safe there; look at the task "
                + "again later."
        case .unsent(let problem): return "Your answer was not sent: \(problem)"
        }
    }

    /// Whether the ledger has the answer.
    public var isRecorded: Bool {
        if case .recorded = self { true } else { false }
    }
}
