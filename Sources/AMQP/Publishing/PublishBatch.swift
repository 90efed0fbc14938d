/// One call of ``Publisher/publish(_:deadline:)``: its messages and what became of them.
///
/// Lives in one publisher, on its thread.
final class PublishBatch {
    let number: UInt64
    let deadline: ContinuousClock.Instant
    private(set) var messages: [OutboundMessage]
    /// The next message to write.
    var next = 0
    private var outcomes: [PublishOutcome?]
    private(set) var unsettled: Int
    private var caller: CheckedContinuation<[PublishOutcome], Never>?

    init(
        number: UInt64,
        _ messages: [OutboundMessage],
        deadline: ContinuousClock.Instant,
        caller: CheckedContinuation<[PublishOutcome], Never>
    ) {
        self.number = number
        self.deadline = deadline
        self.messages = messages
        self.outcomes = Array(repeating: nil, count: messages.count)
        self.unsettled = messages.count
        self.caller = caller
    }

    /// Whether every message was written or settled.
    var isWritten: Bool { self.next >= self.messages.count }

    /// How many messages were written and have no outcome.
    var unanswered: Int { self.next - (self.messages.count - self.unsettled) }

    func isSettled(_ index: Int) -> Bool { self.outcomes[index] != nil }

    /// A message has its outcome; the first one counts.
    ///
    /// - Returns: Whether all messages have theirs, and the caller was told.
    func settle(_ index: Int, _ outcome: PublishOutcome) -> Bool {
        guard self.outcomes.indices.contains(index), self.outcomes[index] == nil else { return self.unsettled == 0 }
        self.outcomes[index] = outcome
        self.unsettled -= 1
        guard self.unsettled == 0 else { return false }
        self.finish()
        return true
    }

    /// All messages without an outcome get this one, and the caller is told.
    func settleRest(_ outcome: PublishOutcome) {
        for index in self.outcomes.indices where self.outcomes[index] == nil { self.outcomes[index] = outcome }
        self.unsettled = 0
        self.finish()
    }

    private func finish() {
        guard let caller else { return }
        self.caller = nil
        self.next = self.messages.count
        caller.resume(returning: self.outcomes.compactMap(\.self))
    }
}
