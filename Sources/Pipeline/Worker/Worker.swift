internal import AMQP
public import Ledger
public import Logging
internal import Messages
public import Rulebook
public import ServiceLifecycle
internal import Telemetry
public import Tracing

/// Takes applications and reviews from the broker through the stages into the ledger, and publishes what comes of it.
///
/// ``run()`` returns after a graceful shutdown has finished what was in hand, or after the drain deadline. Whatever
/// happens, a delivery is acknowledged only after what it brought about is committed and confirmed.
public struct Worker: Service {
    /// Why the work ends.
    private enum Ending {
        case drained
        case deadlinePassed
        case connectionEnded
        case watched
    }

    private let configuration: WorkerConfiguration
    private let ledger: any Ledger
    private let rulebooks: RulebookStand
    private let logger: Logger
    private let batchedLog: @Sendable (() -> Void) -> Void
    private let telemetry: WorkerTelemetry
    private let traces: WorkTraces

    /// Puts a worker together; nothing happens before ``run()``.
    ///
    /// - Parameters:
    ///   - configuration: How it works.
    ///   - ledger: Where decisions are recorded; the caller closes it.
    ///   - rulebooks: The rulebooks; another shelf that is put up takes effect with the next batch.
    ///   - logger: Where it tells what it does; never about whom.
    ///   - telemetry: What counts, and hears whether it is well.
    ///   - batchedLog: Runs a body that logs many lines, so that they leave together.
    ///   - tracer: Makes the spans of deliveries; `nil`: nothing is traced, and trace contexts are passed on as they come.
    public init(
        _ configuration: WorkerConfiguration,
        ledger: any Ledger,
        rulebooks: RulebookStand,
        logger: Logger,
        telemetry: WorkerTelemetry = .none,
        batchedLog: @escaping @Sendable (() -> Void) -> Void = { $0() },
        tracer: (any Tracer)? = nil
    ) {
        self.configuration = configuration
        self.ledger = ledger
        self.rulebooks = rulebooks
        self.logger = logger
        self.batchedLog = batchedLog
        self.telemetry = telemetry
        self.traces = WorkTraces(tracer)
    }

    /// Works until a graceful shutdown.
    ///
    /// - Throws: `AMQPError` if the broker can't be used and waiting would not help.
    public func run() async throws {
        let inputs = [Names.applications, Names.reviews]
        for link in self.telemetry.links.values { link.begin() }
        self.telemetry.rulebooks(self.rulebooks.shelf)
        self.telemetry.tell(.started(queues: inputs))
        defer { self.telemetry.tell(.ended) }
        let check = TopologyCheck(
            broker: self.named("checking"),
            management: self.configuration.management,
            deliveryLimit: self.configuration.deliveryLimit,
            logger: self.logger,
            telemetry: self.telemetry
        )
        guard let report = try await check.run() else { return }
        var configuration = self.configuration
        configuration.retryDelays.removeAll { report.unusable.contains(Names.retry($0.name)) }
        configuration.provenRetryQueues = report.proven
        try await self.work(configuration, inputs)
    }

    private func work(_ configuration: WorkerConfiguration, _ inputs: [String]) async throws {
        let subscriptions = inputs.map { queue in
            Subscription(
                queue: queue,
                prefetch: configuration.prefetch,
                maximumBodySize: configuration.maximumBodySize
            )
        }
        let consumingLog = LinkLog(self.logger, purpose: "consuming")
        let consumer = Consumer(self.named("consuming"), subscriptions: subscriptions) { [telemetry] event in
            consumingLog.tell(event)
            telemetry.link(.consuming, event)
        }
        let (reconnections, reconnection) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        let publishingLog = LinkLog(self.logger, purpose: "publishing")
        let publisher = Publisher(self.named("publishing")) { [telemetry] event in
            publishingLog.tell(event)
            telemetry.link(.publishing, event)
            if event == .publishing { reconnection.yield() }
        }
        let chain = StageChain(
            configuration,
            deliveries: consumer.deliveries,
            acknowledge: { await consumer.acknowledge($0) },
            publish: { await publisher.publish($0) },
            count: { await self.messageCount($0) },
            reconnections: reconnections,
            ledger: self.ledger,
            rulebooks: self.rulebooks,
            logger: self.logger,
            log: DecisionLog(logger: self.logger, batched: self.batchedLog),
            telemetry: self.telemetry,
            traces: self.traces
        )
        let sampler = WorkSampler(
            telemetry: self.telemetry,
            limit: self.configuration.drain,
            inFlight: { await consumer.unacknowledgedByQueue },
            unsettled: { await publisher.unsettled },
            pulse: { await chain.pulse() }
        )
        // Not in the group: a stop does not wait for a broker that says nothing.
        let watch = self.telemetry.isKept ? QueueWatch(broker: self.named("watching"), telemetry: self.telemetry) : nil
        let watching = watch.map { watch in Task { await watch.run() } }
        defer { watching?.cancel() }
        try await withThrowingTaskGroup(of: Ending.self) { group in
            defer {
                consumer.stop()
                publisher.stop()
                group.cancelAll()
            }
            group.addTask {
                try await publisher.run()
                return .connectionEnded
            }
            group.addTask {
                try await consumer.run()
                return .connectionEnded
            }
            group.addTask {
                await chain.run()
                await consumer.close()
                publisher.stop()
                await publisher.close()
                return .drained
            }
            group.addTask {
                await sampler.run()
                return .watched
            }
            group.addTask {
                if (try? await gracefulShutdown()) != nil { self.telemetry.tell(.draining) }
                consumer.stop()
                try? await Task.sleep(for: self.configuration.drain)
                return .deadlinePassed
            }
            while let ending = try await group.next() {
                switch ending {
                case .connectionEnded, .watched:
                    continue
                case .drained:
                    self.logger.notice("stopped: all that was in hand is done")
                    return
                case .deadlinePassed:
                    guard !Task.isCancelled else { return }
                    self.logger.warning(
                        "stopped after \(self.configuration.drain.rounded) with work in hand: it will be delivered again"
                    )
                    return
                }
            }
        }
    }

    /// How many messages a queue has; `nil` if the broker can't be asked.
    private func messageCount(_ queue: String) async -> Int? {
        let client = TopologyClient(self.named("counting"))
        let count = try? await client.messageCount(queue: queue)
        await client.close()
        return count?.ready
    }

    private func named(_ purpose: String) -> ConnectionConfiguration {
        var broker = self.configuration.broker
        broker.name = "\(broker.name) (\(purpose))"
        return broker
    }
}
