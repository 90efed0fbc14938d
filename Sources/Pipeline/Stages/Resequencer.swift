/// Puts batches that replicated stages finished out of turn back into the order in which they arrived.
struct Resequencer<Batch: Sendable>: Sendable {
    private var next: UInt64 = 0
    private var early: [UInt64: Batch] = [:]

    /// Takes a batch and gives those whose turn has come, in order.
    ///
    /// - Parameter number: The batch's place in the order of arrival, from 0 without gaps.
    mutating func arrived(_ batch: Batch, number: UInt64) -> [Batch] {
        self.early[number] = batch
        var ready: [Batch] = []
        while let batch = self.early.removeValue(forKey: self.next) {
            ready.append(batch)
            self.next += 1
        }
        return ready
    }
}
