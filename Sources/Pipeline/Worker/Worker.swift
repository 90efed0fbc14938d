internal import AMQP
public import Ledger
public import Logging
internal import Messages
public import Rulebook
public import ServiceLifecycle
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
    }

    private let configuration: WorkerConfiguration
    private let ledger: any Ledger
    private let rulebooks: RulebookStand
    private let logger: Logger
    private let batchedLog: @Sendable (() -> Void) -> Void
    private let traces: WorkTraces

    /// Puts a worker together; nothing happens before ``run()``.
    ///
    /// - Parameters:
    ///   - configuration: How it works.
    ///   - ledger: Where decisions are recorded; the caller closes it.
    ///   - rulebooks: The rulebooks; another shelf that is put up takes effect with the next batch.
    ///   - logger: Where it tells what it does; never about whom.
    ///   - batchedLog: Runs a body that logs many lines, so that they leave together.
    ///   - tracer: Makes the spans of deliveries; `nil`: nothing is traced, and trace contexts are passed on as they come.
    public init(
        _ configuration: WorkerConfiguration,
        ledger: any Ledger,
        rulebooks: RulebookStand,
        logger: Logger,
        batchedLog: @escaping @Sendable (() -> Void) -> Void = { $0() },
        tracer: (any Tracer)? = nil
    ) {
        self.configuration = configuration
        self.ledger = ledger
        self.rulebooks = rulebooks
        self.logger = logger
        self.batchedLog = batchedLog
        self.traces = WorkTraces(tracer)
    }

    /// Works until a graceful shutdown.
    ///
    /// - Throws: `AMQPError` if the broker can't be used and waiting would not help.
    public func run() async throws {
        let check = TopologyCheck(
            broker: self.named("checking"),
            management: self.configuration.management,
            deliveryLimit: self.configuration.deliveryLimit,
            logger: self.logger
        )
        guard let report = try await check.run() else { return }
        var configuration = self.configuration
        configuration.retryDelays.removeAll { report.unusable.contains(Names.retry($0.name)) }
        configuration.provenRetryQueues = report.proven
        try await self.work(configuration)
    }

    private func work(_ configuration: WorkerConfiguration) async throws {
        let subscriptions = [Names.applications, Names.reviews]
            .map { queue in
                Subscription(
                    queue: queue,
                    prefetch: configuration.prefetch,
                    maximumBodySize: configuration.maximumBodySize
                )
            }
        let consumer = Consumer(
            self.named("consuming"),
            subscriptions: subscriptions,
            onEvent: LinkLog(self.logger, purpose: "consuming").tell
        )
        let (reconnections, reconnection) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        let publishingLog = LinkLog(self.logger, purpose: "publishing")
        let publisher = Publisher(self.named("publishing")) { event in
            publishingLog.tell(event)
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
            traces: self.traces
        )
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
                try? await gracefulShutdown()
                consumer.stop()
                try? await Task.sleep(for: self.configuration.drain)
                return .deadlinePassed
            }
            while let ending = try await group.next() {
                switch ending {
                case .connectionEnded:
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
