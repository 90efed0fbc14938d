/// How a delivery ends.
///
/// There is no default: whoever adds a case decides in every switch what it means.
enum Disposition: Sendable, Equatable {
    /// What it brought about is committed and confirmed, or it brought about nothing.
    case acknowledge
    /// It goes to `rebated.dead` with its reason, and is acknowledged once the broker has it there.
    case setAside(SetAsideReason)
    /// A fault of this one message that may pass: it is taken up again, alone, in a moment.
    case again(reason: String)
    /// A fault of this one message that has not passed: it is taken up again after a wait, in a retry queue if there is
    /// one and here if not.
    case retry(RetryLadder.Step, reason: String)
}
