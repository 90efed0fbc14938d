internal import Settlement

/// What became of a piece of work in the ledger.
///
/// A class, since log, metrics and the way out each look through all of a batch.
final class SettledWork: Sendable {
    /// The work.
    let work: Work
    /// What was settled; `nil` for what is set aside.
    let item: SettledItem?

    init(work: Work, item: SettledItem?) {
        self.work = work
        self.item = item
    }
}
