public import Adjudication
public import Messages

/// One thing for the ledger to settle.
///
/// Indirect, since each is handed on from stage to stage: that counts one reference instead of those of all its parts.
public indirect enum SettlementItem: Sendable {
    /// An application to decide.
    case submission(Submission, Origin)
    /// An application to take back.
    case withdrawal(Withdrawal, Origin)
    /// A reviewer's answer.
    case outcome(OutcomeDraft, Origin)
    /// A message that could not be taken, to be answered; `program` is `-` where it is not known.
    case rejection(Rejection, program: String, Origin)
    /// The budget for a waitlisted application: it is decided again, and told if the budget covers it now.
    case offer(ApplicationKey)
}
