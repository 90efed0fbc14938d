internal import AMQP
internal import AsyncAlgorithms
internal import CoreMetrics
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
        let admitted = AsyncChannel<Batch>()
        let assessed = AsyncChannel<Batch>()
        let calculated = AsyncChannel<Batch>()
        let (outboxEnded, outboxEnd) = AsyncStream<Void>.makeStream()
        await withDiscardingTaskGroup { group in
            group.addTask { await self.settlement.run() }
            group.addTask {
                await self.outbox.run()
                outboxEnd.finish()
            }
            group.addTask { await self.receive(into: arrived) }
            group.addTask {
                await self.replicate(arrived, admitted, timed: self.surroundings.telemetry.stages.intake) {
                    let stage = IntakeStage(
                        rulebooks: self.rulebooks,
                        trusted: self.surroundings.ladder.trusted,
                        entrance: EntranceRules(
                            vouching: self.surroundings.ladder.trusted,
                            takesReviewsWithoutUser: self.configuration.takesReviewsWithoutUser
                        ),
                        stopPoints: self.configuration.stopPoints,
                        traces: self.surroundings.traces
                    )
                    return { Batch(number: $0.number, alone: $0.isAlone, works: await stage.read($0)) }
                }
            }
            group.addTask {
                await self.replicate(admitted, assessed, timed: self.surroundings.telemetry.stages.eligibility) {
                    let (stage, traces) = (EligibilityStage(), self.surroundings.traces)
                    return { batch in
                        let works = await traces.stage("eligibility", batch.works) { await stage.assess($0) }
                        return Batch(number: batch.number, alone: batch.alone, works: works)
                    }
                }
            }
            group.addTask {
                await self.replicate(assessed, calculated, timed: self.surroundings.telemetry.stages.calculation) {
                    let (stage, traces) = (CalculationStage(), self.surroundings.traces)
                    return { batch in
                        let works = await traces.stage("calculation", batch.works) { await stage.calculate($0) }
                        return Batch(number: batch.number, alone: batch.alone, works: works)
                    }
                }
            }
            group.addTask {
                for await batch in calculated {
                    await self.settlement.settle(batch.works, number: batch.number, alone: batch.alone)
                }
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
                    await self.send(admitted.map(\.delivery), cares: admitted.map(\.care), into: channel)
                }
            }
            for await deliveries in self.deliveries {
                gate.saw(deliveries)
                self.surroundings.telemetry.queues.received(deliveries)
                for part in arrivals.cut(deliveries) {
                    switch part {
                    case .ordinary(let deliveries): await self.send(deliveries, cares: [], into: channel)
                    case .careful(let delivery): gate.add(delivery)
                    }
                }
            }
            gate.finish()
        }
        channel.finish()
    }

    private func send(
        _ deliveries: [Delivery],
        cares: [Arrivals.Care],
        into channel: AsyncChannel<Arrivals.Batch>
    ) async {
        await channel.send(Arrivals.Batch(number: self.numbers.take(), deliveries: deliveries, cares: cares))
    }

    /// Runs a pure stage several times side by side, each with an actor of its own.
    private func replicate<Input: Sendable>(
        _ input: AsyncChannel<Input>,
        _ output: AsyncChannel<Batch>,
        timed timer: Timer,
        _ make: () -> @Sendable (Input) async -> Batch
    ) async {
        await withDiscardingTaskGroup { group in
            for _ in 0..<self.configuration.lanes {
                let step = make()
                group.addTask {
                    for await batch in input {
                        let start = ContinuousClock.now
                        let done = await step(batch)
                        timer.record(since: start)
                        await output.send(done)
                    }
                }
            }
        }
        output.finish()
    }
}
