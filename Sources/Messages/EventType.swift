/// The types of the events that cross the queues.
///
/// Source: the contract, section "Event types".
public enum EventType: String, Sendable, CaseIterable {
    /// A portal hands in an application.
    case applicationSubmitted = "rebated.application.submitted.v1"
    /// A portal takes an application back.
    case applicationWithdrawn = "rebated.application.withdrawn.v1"
    /// A message could not be taken.
    case applicationRejected = "rebated.application.rejected.v1"
    /// A decision was made.
    case decisionMade = "rebated.decision.made.v1"
    /// A reviewer is asked.
    case taskOpened = "rebated.task.opened.v1"
    /// A reviewer need not answer any more.
    case taskClosed = "rebated.task.closed.v1"
    /// A reviewer answers.
    case reviewCompleted = "rebated.review.completed.v1"
    /// A reviewer's answer could not be taken.
    case reviewRejected = "rebated.review.rejected.v1"

    /// The `$id` of its data's schema, `urn:rebated:decision.made.v1`: the event type as a URN.
    public var dataSchema: String { Self.dataSchemas[self] ?? "" }

    /// Made once: every event names one.
    private static let dataSchemas = Dictionary(
        uniqueKeysWithValues: Self.allCases.map { ($0, "urn:rebated:\($0.rawValue.dropFirst("rebated.".count))") }
    )
}
