internal import Settlement

/// What became of a piece of work in the ledger.
struct SettledWork: Sendable {
    /// The work.
    let work: Work
    /// What was settled; `nil` for what is set aside.
    let item: SettledItem?
}
