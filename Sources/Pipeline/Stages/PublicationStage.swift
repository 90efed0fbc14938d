internal import AMQP
internal import Logging

/// The last stage: publishes what was settled until the broker has answered for all of it.
///
/// Many batches are in flight at once; each waits only for its own confirms.
actor PublicationStage {
    /// Publishes messages and gives one outcome each, in order.
    typealias Publish = @Sendable ([OutboundMessage]) async -> [PublishOutcome]

    private let publish: Publish
    private let logger: Logger
    private let backoff: Backoff
    private let telemetry: WorkerTelemetry
    private var notices = UnroutableNotices()
    private var setbacks = RepeatedText()

    init(publish: @escaping Publish, backoff: Backoff, logger: Logger, telemetry: WorkerTelemetry = .none) {
        self.publish = publish
        self.telemetry = telemetry
        self.backoff = backoff
        self.logger = logger
    }

    /// How many messages came back because no queue takes them.
    var unroutable: Int { self.notices.count }

    /// Publishes parcels, again and again where it has to; returns when all are answered for, or when cancelled.
    ///
    /// - Parameters:
    ///   - parcels: In order of arrival.
    ///   - done: Hears after each round what was answered for.
    func publish(_ parcels: [Parcel], done: @Sendable (Marks) async -> Void) async {
        var round = PublicationRound(parcels)
        let empty = round.takeEmpty()
        if !empty.receipts.isEmpty { await done(empty) }
        var spans = SendSpans(parcels)
        var failures = 0
        var oneByOne = false
        let start = ContinuousClock.now
        defer { if !parcels.isEmpty { self.telemetry.stages.publication.record(since: start) } }
        while !round.isDone {
            let messages = round.messages
            let outcomes = await self.publish(messages, oneByOne: oneByOne)
            self.telemetry.publications.answered(messages, outcomes)
            let progress = round.answered(outcomes)
            self.tell(progress)
            spans.end(progress.marks)
            if progress.marks != Marks() { await done(progress.marks) }
            guard progress.setback != nil else { continue }
            // One message that the broker objects to takes its whole channel down; the others must not wait for it.
            oneByOne = progress.hasObjection
            failures += 1
            let delay = self.backoff.delay(afterFailures: failures, jitter: .random(in: 0...1))
            do { try await Task.sleep(for: delay) } catch { return }
        }
    }

    private func publish(_ messages: [OutboundMessage], oneByOne: Bool) async -> [PublishOutcome] {
        guard oneByOne else { return await self.publish(messages) }
        var outcomes: [PublishOutcome] = []
        for message in messages { outcomes += await self.publish([message]) }
        return outcomes
    }

    private func tell(_ progress: PublicationRound.Progress) {
        for destination in self.notices.news(progress.unroutable) {
            let key = SafeText.key(destination.routingKey, of: destination.exchange)
            self.logger.warning(
                """
                no queue takes \(key) from exchange \(destination.exchange) \
                (\(destination.reason)): such events wait in the outbox, and go out again when a worker starts
                """
            )
        }
        if let setback = progress.setback, self.setbacks.isNews(setback, at: .now) {
            self.logger.warning("publishing again what was not confirmed: \(setback)")
        }
    }
}
