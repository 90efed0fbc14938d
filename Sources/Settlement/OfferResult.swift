public import Messages

/// What became of a budget that was offered to an application on the waitlist.
public enum OfferResult: Sendable, Hashable {
    /// It is decided anew and gets this much.
    case decided(total: Cents)
    /// It stays on the waitlist: it needs more than what the budget has left.
    case notCovered(needs: Cents, left: Cents)
    /// It is not on the waitlist, or not any more; `nil` if it is not on record at all.
    case notWaiting(status: String?)
    /// It can't be decided again: its rulebook's edition is not at hand. Its digest.
    case noEdition(String)
}
