public import AMQP
public import Ledger
internal import Messages
internal import Rulebook
internal import Settlement

/// Publishes what the ledger owes the broker, once, for a person who asks for it; workers do the same by themselves.
///
/// Safe beside running workers: only events that nobody else publishes are taken.
public struct OutboxRelay: Sendable {
    /// What came of it.
    public struct Report: Sendable {
        /// How many events the broker has.
        public var published = 0
        /// Events that no queue takes: they stay, as returned.
        public var returned: [(event: OutboxEvent, reason: String)] = []
        /// How many are still owed.
        public var unsettled = 0
        /// Why; `nil` if all were answered for.
        public var obstacle: String?
    }

    private let ledger: any Ledger
    private let publish: @Sendable ([OutboundMessage]) async -> [PublishOutcome]
    private let batch: Int

    /// A relay.
    ///
    /// - Parameters:
    ///   - ledger: Where the events are.
    ///   - batch: How many are taken at a time.
    ///   - publish: Publishes with confirms.
    public init(
        _ ledger: any Ledger,
        batch: Int = 256,
        publish: @escaping @Sendable ([OutboundMessage]) async -> [PublishOutcome]
    ) {
        self.ledger = ledger
        self.batch = batch
        self.publish = publish
    }

    /// Publishes until nothing is left, or the broker does not answer.
    ///
    /// - Parameters:
    ///   - includingReturned: Whether those are tried again that no queue took.
    ///   - progress: Hears after each batch how many were published so far.
    public func run(
        includingReturned: Bool,
        progress: @Sendable (Int) -> Void = { _ in }
    ) async throws(LedgerFault) -> Report {
        var report = Report()
        // Once it is marked, a returned event would be taken again.
        var marks: [(id: String, reason: String)] = []
        while report.obstacle == nil {
            let events = try await self.ledger.claimEvents(limit: self.batch, includingReturned: includingReturned)
            if events.isEmpty { break }
            var published: [String] = []
            let messages = events.map { EventMessage.make($0).message }
            for (event, outcome) in zip(events, await ExchangeByExchange.publish(messages, self.publish)) {
                switch outcome {
                case .confirmed:
                    published.append(event.id)
                case .returned(let code, let text):
                    self.giveBack(event, "\(code) \(text)", &report, &marks)
                case .refused:
                    self.giveBack(event, "refused by the queue, full perhaps", &report, &marks)
                case .unsettled(let error) where ExchangeByExchange.isObjection(error):
                    self.giveBack(event, error.description, &report, &marks)
                case .unsettled(let error):
                    report.unsettled += 1
                    report.obstacle = error.description
                }
            }
            report.published += published.count
            try await self.mark(published, [])
            progress(report.published)
        }
        try await self.mark([], marks)
        return report
    }

    private func giveBack(
        _ event: OutboxEvent,
        _ reason: String,
        _ report: inout Report,
        _ marks: inout [(id: String, reason: String)]
    ) {
        report.returned.append((event, reason))
        marks.append((event.id, reason))
    }

    private func mark(_ published: [String], _ returned: [(id: String, reason: String)]) async throws(LedgerFault) {
        guard !published.isEmpty || !returned.isEmpty else { return }
        let shelf = RulebookShelf([])
        _ = try await self.ledger.transact(
            SettlementBatch(items: [], published: published, returned: returned, now: .now, shelf: shelf)
        )
    }
}
