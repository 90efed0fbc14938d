import Messages
import Rulebook

/// How a rule ended for one subject, with what later stages need of it.
struct RuleFinding: Sendable {
    /// What the decision tells.
    let finding: Finding
    /// What *not met* means here; a reviewer's denial of a review rule denies.
    let failsTo: FailureKind
    /// The unknown facts that could settle it, where it is unknown.
    let missing: [FactID]
    /// The task that it opens, where a person decides.
    let task: Opening?

    /// A task behind a reference: few findings open one, and all are copied.
    final class Opening: Sendable {
        let task: ReviewTask

        init(_ task: ReviewTask) {
            self.task = task
        }
    }

    var result: FindingResult { self.finding.result }
}
