/// Works that were settled in one transaction, and the marks that were committed with them.
struct SettledBatch {
    /// What became of each work, in order.
    let works: [SettledWork]
    /// What the broker had answered for.
    let marks: Marks
    /// When it was settled; `nil` if nothing is traced.
    let time: SettlementTime?
}
