internal import AMQP
internal import AsyncAlgorithms
internal import Ledger
internal import Logging
internal import Messages
internal import Rulebook
internal import ServiceLifecycle
internal import Settlement

/// The stages, joined by channels that hold one batch each: a slow stage holds back the one before it, and in the end the
/// prefetch holds back the queue.
struct StageChain: Sendable {
    /// A batch between two stages.
    private struct Batch: Sendable {
        let number: UInt64
        let alone: Bool
        let works: [Work]
    }

    private let configuration: WorkerConfiguration
    private let deliveries: AsyncStream<[Delivery]>
    private let ledger: any Ledger
    private let rulebooks: RulebookStand
    private let logger: Logger
    private let settlement: SettlementStage

    init(
        _ configuration: WorkerConfiguration,
        deliveries: AsyncStream<[Delivery]>,
        acknowledge: @escaping @Sendable ([Receipt]) async -> Void,
        publish: @escaping PublicationStage.Publish,
        ledger: any Ledger,
        rulebooks: RulebookStand,
        logger: Logger,
        log: DecisionLog
    ) {
        self.configuration = configuration
        self.deliveries = deliveries
        self.ledger = ledger
        self.rulebooks = rulebooks
        self.logger = logger
        self.settlement = SettlementStage(
            batch: configuration.batch,
            publication: PublicationStage(publish: publish, backoff: configuration.backoff, logger: logger),
            acknowledge: acknowledge,
            backoff: configuration.backoff,
            logger: logger,
            log: log
        ) { works, marks throws(LedgerFault) in
            try await LedgerCommit(ledger: ledger, rulebooks: rulebooks).commit(works, marks)
        }
    }

    /// Works until the deliveries end and all of them are acknowledged, or until cancelled.
    func run() async {
        let arrived = AsyncChannel<Arrivals.Batch>()
        let admitted = AsyncChannel<Batch>()
        let assessed = AsyncChannel<Batch>()
        let calculated = AsyncChannel<Batch>()
        await withDiscardingTaskGroup { group in
            group.addTask { await self.settlement.run() }
            group.addTask { await self.publishLeftovers() }
            group.addTask { await self.receive(into: arrived) }
            group.addTask {
                await self.replicate(arrived, admitted) {
                    let stage = IntakeStage(rulebooks: self.rulebooks, deliveryLimit: self.configuration.deliveryLimit)
                    return { Batch(number: $0.number, alone: $0.alone, works: await stage.read($0.deliveries)) }
                }
            }
            group.addTask {
                await self.replicate(admitted, assessed) {
                    let stage = EligibilityStage()
                    return { Batch(number: $0.number, alone: $0.alone, works: await stage.assess($0.works)) }
                }
            }
            group.addTask {
                await self.replicate(assessed, calculated) {
                    let stage = CalculationStage()
                    return { Batch(number: $0.number, alone: $0.alone, works: await stage.calculate($0.works)) }
                }
            }
            group.addTask {
                for await batch in calculated {
                    await self.settlement.settle(batch.works, number: batch.number, alone: batch.alone)
                }
                await self.settlement.end()
            }
        }
    }

    private func receive(into channel: AsyncChannel<Arrivals.Batch>) async {
        var arrivals = Arrivals(size: self.configuration.parcel)
        for await deliveries in self.deliveries {
            for batch in arrivals.cut(deliveries) { await channel.send(batch) }
        }
        channel.finish()
    }

    /// Runs a pure stage several times side by side, each with an actor of its own.
    private func replicate<Input: Sendable>(
        _ input: AsyncChannel<Input>,
        _ output: AsyncChannel<Batch>,
        _ make: () -> @Sendable (Input) async -> Batch
    ) async {
        await withDiscardingTaskGroup { group in
            for _ in 0..<self.configuration.lanes {
                let step = make()
                group.addTask {
                    for await batch in input { await output.send(await step(batch)) }
                }
            }
        }
        output.finish()
    }

    /// Publishes what was committed but not confirmed when the last worker ended, and what no queue took.
    private func publishLeftovers() async {
        let backoff = self.configuration.backoff
        var failures = 0
        var count = 0
        while !Task.isCancelled, !Task.isShuttingDownGracefully {
            do throws(LedgerFault) {
                let events = try await self.ledger.claimEvents(
                    limit: self.configuration.batch,
                    includingReturned: true
                )
                failures = 0
                guard !events.isEmpty else { break }
                count += events.count
                let parcels = events.map { event in
                    Parcel(receipt: nil, messages: [EventMessage.make(event)], fallback: nil)
                }
                await self.settlement.publishAgain(parcels)
            } catch {
                failures += 1
                let delay = backoff.delay(afterFailures: failures, jitter: .random(in: 0...1))
                self.logger.error("can't read the outbox, trying again in \(delay.rounded): \(error)")
                try? await Task.sleep(for: delay)
            }
        }
        if count > 0 { self.logger.notice("\(count) events of an earlier run were published again") }
    }
}
