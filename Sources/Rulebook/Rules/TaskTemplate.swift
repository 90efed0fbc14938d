public import FEEL

/// The task that a review rule opens.
public struct TaskTemplate: Sendable {
    /// The task's kind, part of its routing key.
    public let kind: String
    /// What the reviewer is asked.
    public let question: MessageTemplate
    /// The choice taken by an approval that names none.
    public let suggested: String?
    /// What a reviewer may choose from, empty for no choice; what is chosen becomes the line's tier.
    public let choices: [String]
    /// Calendar days from submission to the due date; an expression, so that it can depend on the class.
    public let dueInDays: CompiledExpression?
    /// Whether an approval sets the line's amount, because the program publishes none.
    public let setsAmount: Bool
}

extension TaskTemplate {
    /// Calendar days to the due date where the rulebook names none.
    public static let usualDays = 28
}
