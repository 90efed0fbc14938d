internal import AMQP
internal import AsyncAlgorithms
internal import CoreMetrics
internal import Ledger
internal import Logging
internal import Messages
internal import Rulebook
internal import ServiceLifecycle
internal import Settlement

/// The stages, joined: lanes of pure stages take a batch each, the settlement takes what they have made of it.
///
/// What is in hand is bounded by the prefetch, which holds back the queue.
struct StageChain: Sendable {
    private let configuration: WorkerConfiguration
    private let deliveries: AsyncStream<[Delivery]>
    private let rulebooks: RulebookStand
    private let surroundings: Surroundings
    private let settlement: SettlementStage
    private let numbers = BatchNumbers()
    /// What nobody publishes.
    private let outbox: OutboxWatch

    init(
        _ configuration: WorkerConfiguration,
        deliveries: AsyncStream<[Delivery]>,
        acknowledge: @escaping @Sendable ([Receipt]) async -> Void,
        publish: @escaping PublicationStage.Publish,
        count: @escaping RetryWatch.Count,
        reconnections: AsyncStream<Void>,
        ledger: any Ledger,
        rulebooks: RulebookStand,
        logger: Logger,
        log: DecisionLog,
        telemetry: WorkerTelemetry = .none,
        traces: WorkTraces = .off
    ) {
        self.configuration = configuration
        self.deliveries = deliveries
        self.rulebooks = rulebooks
        let outage = LedgerOutage(logger: logger, telemetry: telemetry)
        self.surroundings = Surroundings(
            configuration: configuration,
            ladder: RetryLadder(
                delays: configuration.retryDelays,
                urls: configuration.broker.urls,
                trusted: configuration.trustedUsers
            ),
            gate: CarefulGate(configuration, ledger: ledger, outage: outage),
            retryWatch: RetryWatch(proven: configuration.provenRetryQueues, count: count, logger: logger),
            outage: outage,
            logger: logger,
            log: log,
            telemetry: telemetry,
            traces: traces
        )
        let commits = telemetry.ledger.commits(of: ledger)
        let settlement = SettlementStage(
            self.surroundings,
            publication: PublicationStage(
                publish: publish,
                backoff: configuration.backoff,
                logger: logger,
                telemetry: telemetry
            ),
            acknowledge: acknowledge
        ) { works, marks throws(LedgerFault) in
            let start = ContinuousClock.now
            let settled = try await LedgerCommit(ledger: ledger, rulebooks: rulebooks).commit(works, marks)
            commits.record(since: start)
            return settled
        }
        self.settlement = settlement
        self.outbox = OutboxWatch(self.surroundings, ledger: ledger, reconnections: reconnections) {
            await settlement.publishAgain($0)
        }
    }

    /// Works until the deliveries end and all of them are acknowledged, or until cancelled.
    func run() async {
        let arrived = AsyncChannel<Arrivals.Batch>()
        let (outboxEnded, outboxEnd) = AsyncStream<Void>.makeStream()
        await withDiscardingTaskGroup { group in
            group.addTask { await self.settlement.run() }
            group.addTask {
                await self.outbox.run()
                outboxEnd.finish()
            }
            group.addTask { await self.receive(into: arrived) }
            group.addTask {
                await self.work(on: arrived)
                // What was taken over from others is published before the settlement ends, or its marks would be lost.
                self.outbox.end()
                for await _ in outboxEnded {}
                await self.settlement.end()
            }
        }
    }

    /// How far the settlement is.
    func pulse() async -> WorkSampler.Pulse { await self.settlement.pulse }

    /// Numbers what arrives and hands it on; what may kill workers goes through the gate, and holds up nothing else.
    private func receive(into channel: AsyncChannel<Arrivals.Batch>) async {
        let arrivals = Arrivals(size: self.configuration.parcel)
        let gate = self.surroundings.gate
        await withDiscardingTaskGroup { group in
            group.addTask {
                while let admitted = await gate.next() {
                    await channel.send(self.batch(admitted.map(\.delivery), cares: admitted.map(\.care)))
                }
            }
            let lane = self.makeLane()
            for await deliveries in self.deliveries {
                gate.saw(deliveries)
                self.surroundings.telemetry.queues.received(deliveries)
                let parts = arrivals.cut(deliveries)
                for (index, part) in parts.enumerated() {
                    switch part {
                    case .careful(let delivery): gate.add(delivery)
                    case .ordinary(let deliveries) where index + 1 == parts.count:
                        // What few bring is not worth another task; what comes meanwhile is taken together.
                        await self.work(on: self.batch(deliveries), in: lane)
                    case .ordinary(let deliveries): await channel.send(self.batch(deliveries))
                    }
                }
            }
            gate.finish()
        }
        channel.finish()
    }

    private func batch(_ deliveries: [Delivery], cares: [Arrivals.Care] = []) -> Arrivals.Batch {
        Arrivals.Batch(number: self.numbers.take(), deliveries: deliveries, cares: cares)
    }

    /// Takes a batch through the pure stages and hands it to the settlement.
    private func work(on batch: Arrivals.Batch, in lane: StageLane) async {
        let works = await lane.work(batch)
        await self.settlement.settle(works, number: batch.number, alone: batch.isAlone)
    }

    /// Works on batches in several lanes side by side.
    private func work(on batches: AsyncChannel<Arrivals.Batch>) async {
        await withDiscardingTaskGroup { group in
            for _ in 0..<self.configuration.lanes {
                let lane = self.makeLane()
                group.addTask {
                    for await batch in batches { await self.work(on: batch, in: lane) }
                }
            }
        }
    }

    private func makeLane() -> StageLane {
        let trusted = self.surroundings.ladder.trusted
        let intake = IntakeStage(
            rulebooks: self.rulebooks,
            trusted: trusted,
            entrance: EntranceRules(
                vouching: trusted,
                takesReviewsWithoutUser: self.configuration.takesReviewsWithoutUser
            ),
            stopPoints: self.configuration.stopPoints,
            traces: self.surroundings.traces
        )
        return StageLane(
            intake: intake,
            metrics: self.surroundings.telemetry.stages,
            traces: self.surroundings.traces
        )
    }
}
