internal import Synchronization

/// Consumes from queues of one broker; reconnects by itself until it is stopped.
///
/// It runs on a thread of its own, which serves heartbeats and acks whatever the rest of the process does. Deliveries
/// leave through ``deliveries``; never more than the subscriptions' prefetches together await an ack.
///
/// ```swift
/// let consumer = Consumer(configuration, subscriptions: [Subscription(queue: "work")])
/// async let running: Void = consumer.run()
/// for await batch in consumer.deliveries {
///     await consumer.acknowledge(batch.map(\.receipt))
/// }
/// await consumer.close()
/// try await running
/// ```
public actor Consumer {
    typealias Instant = ContinuousClock.Instant

    /// Batches of deliveries: whatever has come since the reader took the last batch, and is still ours.
    ///
    /// For one reader; finishes after ``stop()``.
    public nonisolated let deliveries: AsyncStream<[Delivery]>
    nonisolated let buffer: DeliveryBuffer
    nonisolated let requests = AckRequests()

    nonisolated let thread: IOThread
    nonisolated let stopRequested = Atomic(false)
    nonisolated let cancelRequested = Atomic(false)
    /// The connection's thread.
    public nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe self.thread.asUnownedSerialExecutor() }

    let configuration: ConnectionConfiguration
    let byteBudget: Int
    let onEvent: @Sendable (LinkEvent) -> Void
    let link: Link
    var channels: [ConsumingChannel]
    var lastEpoch: UInt64 = 0
    /// Deliveries of this wake.
    var batch: [Delivery] = []
    /// Dropped acks of this wake.
    var staleReceipts = 0
    var isStopping = false
    /// By when the broker has to have answered our cancel.
    var stopDeadline: Instant?
    var hasFinished = false
    var runner: CheckedContinuation<Void, Never>?
    var closers: [CheckedContinuation<Void, Never>] = []
    private var hasStarted = false

    /// Makes a consumer; nothing happens before ``run()``.
    ///
    /// - Parameters:
    ///   - configuration: Where to connect.
    ///   - subscriptions: The queues to consume from.
    ///   - unacknowledgedBytes: Nothing is read from the broker while the bodies of deliveries that await their ack are
    ///     larger together; a single delivery may be larger than this. Heartbeats and acks go on.
    ///   - onEvent: Hears of everything that happens to the connection, on its thread.
    public init(
        _ configuration: ConnectionConfiguration,
        subscriptions: [Subscription],
        unacknowledgedBytes: Int = 32 << 20,
        onEvent: @escaping @Sendable (LinkEvent) -> Void = { _ in }
    ) {
        self.buffer = DeliveryBuffer()
        self.deliveries = self.buffer.batches
        self.configuration = configuration
        self.byteBudget = unacknowledgedBytes
        self.onEvent = onEvent
        self.thread = IOThread(named: "amqp-consume")
        self.link = Link(configuration, thread: self.thread)
        self.channels = subscriptions.enumerated()
            .map { index, subscription in
                ConsumingChannel(subscription, number: UInt16(clamping: index + 1), backoff: configuration.backoff)
            }
        self.thread.onTurn { [weak self] readiness in
            self?.assumeIsolated { $0.turn(readiness) } ?? IOThread.Sleep()
        }
    }

    deinit {
        self.buffer.finish()
        self.thread.stop()
    }

    /// Connects and consumes; returns after ``stop()``, when no delivery will come any more.
    ///
    /// The connection then still takes acks, until ``close()``.
    ///
    /// Whatever a retry can help is retried and told by an event, also bad credentials and missing queues. Cancelling
    /// the task stops the consumer and closes its connection without waiting for the broker; what isn't acked by then
    /// comes again.
    ///
    /// - Throws: ``AMQPError`` if it can't even begin: no address, no queue, or a second run.
    public func run() async throws(AMQPError) {
        try self.checkConfiguration()
        self.hasStarted = true
        await withTaskCancellationHandler {
            await withCheckedContinuation { runner in
                self.runner = runner
                if !self.stopRequested.load(ordering: .acquiring) { self.startLink() }
                // The turn that follows this job resumes the runner if there is nothing to do.
            }
        } onCancel: {
            self.cancelRequested.store(true, ordering: .releasing)
            self.stop()
        }
    }

    /// Acks deliveries; their effects have to be durable by now.
    ///
    /// Receipts of an older channel are dropped: the broker hands those messages out again. The acks leave together,
    /// with one frame for an unbroken run of deliveries.
    ///
    /// - Complexity: O(number of receipts).
    public nonisolated func acknowledge(_ receipts: [Receipt]) async {
        if receipts.isEmpty { return }
        if self.requests.add({ $0.acks.append(contentsOf: receipts) }) { self.thread.wake() }
    }

    /// Gives a delivery back: to its queue, or to the queue's dead letters.
    public nonisolated func reject(_ receipt: Receipt, requeue: Bool) async {
        if self.requests.add({ $0.rejections.append((receipt, requeue)) }) { self.thread.wake() }
    }

    /// Says that the bodies of these deliveries are not held any more, though they are not acked yet.
    ///
    /// For who looks at deliveries and gives them back at the end: the bytes leave the budget.
    public nonisolated func dropBodies(_ receipts: [Receipt]) async {
        if receipts.isEmpty { return }
        if self.requests.add({ $0.droppedBodies.append(contentsOf: receipts) }) { self.thread.wake() }
    }

    /// Ends the subscriptions (`basic.cancel`), then ``deliveries``; acks still go out.
    ///
    /// It waits for a moment in which nothing is under way from the queues, five seconds at most, and holds acks back
    /// meanwhile: what the broker sends while it is cancelling would be delivered again.
    ///
    /// Interrupts an attempt to connect or a wait for the next one at once.
    public nonisolated func stop() {
        self.stopRequested.store(true, ordering: .releasing)
        self.thread.wake()
    }

    /// Closes the connection after what was acked has left; unacked deliveries go back to their queues.
    ///
    /// Returns within seconds, also when the broker doesn't answer.
    public func close() async {
        self.stop()
        self.takeStop(now: .now)
        self.cancelWhenQuiet(now: .now, isUrgent: true)
        self.takeRequests()
        self.sendAcks()
        self.closeLink()
        guard !self.link.isEnded else { return }
        await withCheckedContinuation { self.closers.append($0) }
    }

    /// How many deliveries await their ack.
    public var unacknowledged: Int {
        self.takeRequests()
        return self.channels.reduce(0) { $0 + $1.acks.unacked }
    }

    /// How many deliveries await their ack, by queue.
    public var unacknowledgedByQueue: [String: Int] {
        self.takeRequests()
        return Dictionary(self.channels.map { ($0.subscription.queue, $0.acks.unacked) }, uniquingKeysWith: +)
    }

    /// Bytes of the bodies of deliveries that await their ack.
    var unacknowledgedBytes: Int { self.channels.indices.reduce(0) { $0 + self.channels[$1].acks.unackedBytes } }

    private func checkConfiguration() throws(AMQPError) {
        guard !self.hasStarted else { throw AMQPError(.badConfiguration, "a consumer runs only once") }
        guard !self.configuration.urls.isEmpty else {
            throw AMQPError(.badConfiguration, "no broker address was given")
        }
        guard (1...1000).contains(self.channels.count) else {
            throw AMQPError(.badConfiguration, "a consumer needs from 1 to 1000 queues")
        }
        for channel in self.channels {
            for text in [channel.subscription.queue, channel.subscription.consumerTag]
            where text.utf8.count > FrameWriter.shortTextLimit {
                throw AMQPError(.badConfiguration, "'\(text)' is longer than 255 bytes")
            }
        }
    }
}
