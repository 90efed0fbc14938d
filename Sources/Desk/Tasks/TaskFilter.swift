internal import Messages

/// Which tasks a reviewer wants to see.
public struct TaskFilter: Sendable, Equatable {
    /// Only this program's; `nil` for all that the reviewer may see.
    public var program: String?
    /// Only of this kind; `nil` for any.
    public var kind: String?
    /// Words that all have to stand in a task: in its id, kind or question.
    public var search: String
    /// Only those that are due today or overdue.
    public var isPressing: Bool
    /// The programs that the reviewer may see; `nil` for all.
    public var allowed: Set<String>?

    /// Makes a filter; what is left out lets everything through.
    public init(
        program: String? = nil,
        kind: String? = nil,
        search: String = "",
        isPressing: Bool = false,
        allowed: Set<String>? = nil
    ) {
        self.program = program
        self.kind = kind
        self.search = search
        self.isPressing = isPressing
        self.allowed = allowed
    }

    /// Whether the reviewer may see what belongs to `program`.
    public func allows(_ program: String) -> Bool { self.allowed?.contains(program) ?? true }

    /// Whether `task` is among those that are wanted.
    public func matches(_ task: TaskSummary, today: String) -> Bool {
        guard self.allows(task.key.program) else { return false }
        if let program, task.key.program != program { return false }
        if let kind, task.kind != kind { return false }
        if self.isPressing, !task.due(today).isPressing { return false }
        let text = "\(task.task) \(task.kindWords) \(task.question)".lowercased()
        return self.search.lowercased().split(whereSeparator: \.isWhitespace).allSatisfy { text.contains($0) }
    }
}
