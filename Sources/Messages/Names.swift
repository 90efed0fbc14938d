/// The names of exchanges and queues and the routing keys between them.
///
/// Source: the contract, section "Queues".
public enum Names {
    /// Where portals publish.
    public static let applications = "rebated.applications"
    /// Where decisions and rejections go.
    public static let decisions = "rebated.decisions"
    /// Where tasks go.
    public static let tasks = "rebated.tasks"
    /// Where reviewers publish.
    public static let reviews = "rebated.reviews"
    /// Where what can't be taken is set aside.
    public static let dead = "rebated.dead"

    /// The exchange and the queue that hold a message back for `delay`, such as `10s`.
    public static func retry(_ delay: String) -> String { "rebated.retry.\(delay)" }
    /// The queue of one portal.
    public static func decisions(of portal: String) -> String { "\(Self.decisions).\(portal)" }
    /// The queue of one program's reviewers.
    public static func tasks(of program: String) -> String { "\(Self.tasks).\(program)" }
    /// The queue of what is refused to one reviewer.
    public static func rejectedReviews(of reviewer: String) -> String { "rebated.reviewers.\(reviewer)" }
    /// What the names of a desk's own, passing queues begin with; the desk's user follows.
    public static let desk = "rebated.desk"

    /// What stands for a portal or a program that is not told.
    public static let nobody = "-"

    /// The key of a submission.
    public static func submitted(_ program: String) -> String { "submitted.\(program)" }
    /// The key of a withdrawal.
    public static func withdrawn(_ program: String) -> String { "withdrawn.\(program)" }
    /// The key of a decision.
    public static func decision(_ status: ApplicationStatus, _ program: String, _ portal: String) -> String {
        "decision.\(status.rawValue).\(program).\(portal)"
    }
    /// The key of a rejection.
    public static func rejected(_ program: String, _ portal: String) -> String { "rejected.\(program).\(portal)" }
    /// The key of an opened task.
    public static func opened(_ kind: String, _ program: String) -> String { "opened.\(kind).\(program)" }
    /// The key of a closed task.
    public static func closed(_ kind: String, _ program: String) -> String { "closed.\(kind).\(program)" }
    /// The key of a rejected review.
    public static func rejectedReview(_ reviewer: String) -> String { "rejected.\(reviewer)" }
    /// The key of a completed review.
    public static func completed(_ program: String) -> String { "completed.\(program)" }
}
