/// How a delivery ends.
///
/// There is no default: whoever adds a case decides in every switch what it means.
enum Disposition: Sendable, Equatable {
    /// What it brought about is committed and confirmed, or it brought about nothing.
    case acknowledge
    /// It goes to `rebated.dead` with its reason, and is acknowledged once the broker has it there.
    case setAside(SetAsideReason)
    /// A passing fault of this one message: it is taken up again after a while, and stays unacknowledged meanwhile.
    case retry(after: Duration, reason: String)
}
