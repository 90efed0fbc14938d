/// What a ledger is opened for.
public enum LedgerRole: Sendable, Hashable, CaseIterable {
    /// Decides and publishes: what it enqueues in the outbox is its own to publish for as long as it lives.
    case worker
    /// Decides or changes something and goes: what it enqueues is published by whoever claims it.
    ///
    /// It owns what it claims.
    case tool
    /// Looks: nothing is made that is not there, and no schema is brought up to date.
    case reader
}
