public import FEEL

/// One rule of a program, compiled.
public final class Rule: Sendable {
    /// Its id, such as `EW-HP-1`.
    public let id: String
    /// What it is asked of.
    public let subject: RuleSubject
    /// When known to be false the rule does not apply; `nil`: it always does.
    public let condition: CompiledExpression?
    /// What must hold; `nil` where the rule only leans on other lines.
    public let test: CompiledExpression?
    /// How it leans on other lines of the application.
    public let leaning: Leaning?
    /// What *not met* means.
    public let failsTo: FailureKind
    /// The passage of the program's document that it rests on.
    public let cite: String
    /// What an application is told, for each way that the rule can end.
    public let messages: RuleMessages
    /// The same with id and passage, as findings take it.
    public let texts: RuleTexts
    /// The reviewer's task, for rules that fail to review.
    public let task: TaskTemplate?
    /// How an open question of the document was read, for people who read the rulebook.
    public let note: String?
    /// The facts that condition and test can read, distinct, in order of appearance.
    public let reads: [FactReference]
    /// Whether it reads the documents sent along.
    public let readsDocuments: Bool

    init(
        id: String,
        subject: RuleSubject,
        condition: CompiledExpression?,
        test: CompiledExpression?,
        leaning: Leaning?,
        failsTo: FailureKind,
        cite: String,
        messages: RuleMessages,
        task: TaskTemplate?,
        note: String?,
        reads: [FactReference],
        readsDocuments: Bool
    ) {
        self.id = id
        self.subject = subject
        self.condition = condition
        self.test = test
        self.leaning = leaning
        self.failsTo = failsTo
        self.cite = cite
        self.messages = messages
        self.texts = RuleTexts(rule: id, cite: cite, messages: messages)
        self.task = task
        self.note = note
        self.reads = reads
        self.readsDocuments = readsDocuments
    }
}
